import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { REPOSITORY } from './installation.js';
import { agentFiles, project } from './project.js';

const ASK = '[permissions."*"]\nintent = "ask"\n';
const BROKEN = {
  'agents/broken/agent.toml': 'name = "broken"\ndescripton = "With a typo"\n',
  'agents/broken/system-prompt.md': 'You are broken.\n',
};
const REPORT = `error[unknown-key]: there is no key descripton in agent.toml
 --> agents/broken/agent.toml:2:1
  |
2 | descripton …
  | ^^^^^^^^^^
  = hint: did you mean description?

1 error
`;

describe('list', () => {
  it('shows the agents of the project', () => {
    const cwd = project({ ...agentFiles('scribe', ASK), ...agentFiles('a') });
    const stdout = `NAME    MODE  MAY                   DESCRIPTION
a       all   unspecified           Does what a does
scribe  all   asks to edit and run  Does what scribe does
`;
    expect(canonry(['list'], { cwd })).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('shows what is wrong and still the agents that are sound', () => {
    const cwd = project({ ...agentFiles('a'), ...BROKEN });
    const stdout = 'NAME  MODE  MAY          DESCRIPTION\na     all   unspecified  Does what a does\n';
    expect(canonry(['list'], { cwd })).toEqual({ code: 1, stdout, stderr: REPORT });
  });

  it('prints nothing but the explanation if there is no agent', () => {
    const stderr = `error[no-agents]: no agents found; looked for agents/*/agent.toml
 --> agents
  = hint: create one with: canonry new NAME

1 error
`;
    expect(canonry(['list'], { cwd: project() })).toEqual({ code: 1, stdout: '', stderr });
  });

  it('counts errors and warnings', () => {
    const cwd = project({ ...agentFiles('a'), ...BROKEN, 'agents/empty/notes.txt': '' });
    const { code, stderr } = canonry(['list'], { cwd });
    expect([code, stderr.split('\n').at(-2)]).toEqual([1, '1 error, 1 warning']);
  });

  it('finds the source above and names files from where one stands', () => {
    const cwd = project({ ...BROKEN, '.git/HEAD': '', 'docs/notes/x.md': '' });
    const { stderr } = canonry(['list'], { cwd: join(cwd, 'docs/notes') });
    expect(stderr).toContain('\n --> ../../agents/broken/agent.toml:2:1\n');
  });

  it('shows the six agents of this repository', () => {
    const { code, stdout, stderr } = canonry(['list'], { cwd: REPOSITORY });
    const columns = stdout.split('\n').map((line) => line.slice(0, 42).trimEnd());
    expect({ code, columns, stderr }).toEqual({
      code: 0,
      columns: [
        'NAME          MODE      MAY',
        'apollo        subagent  edits, asks to run',
        'athena        subagent  edits, asks to run',
        'calliope      subagent  edits, asks to run',
        'chiron        primary   asks to run',
        'chiron-forge  primary   edits, runs',
        'hermes        subagent  edits, asks to run',
        '',
      ],
      stderr: '',
    });
  });

  it('says which file may not be read', () => {
    const cwd = project({ ...agentFiles('a'), ...agentFiles('b') });
    chmodSync(join(cwd, 'agents/b/agent.toml'), 0o000);
    const stderr = `error[unreadable]: agents/b/agent.toml cannot be read: permission denied
 --> agents/b/agent.toml
  = hint: make it readable for the user who runs canonry

1 error
`;
    const stdout = 'NAME  MODE  MAY          DESCRIPTION\na     all   unspecified  Does what a does\n';
    expect(canonry(['list'], { cwd, asNobody: true })).toEqual({ code: 1, stdout, stderr });
  });
});

describe('list --agents and --config', () => {
  it('take the agents from another directory, and its parent for the source root', () => {
    const cwd = project({ ...agentFiles('a'), 'canonry.toml': 'agents = ["nowhere"]\n' });
    mkdirSync(join(cwd, 'elsewhere'));
    const { code, stdout } = canonry(['list', '--agents', '../agents'], { cwd: join(cwd, 'elsewhere') });
    expect([code, stdout.split('\n')[1]]).toEqual([0, 'a     all   unspecified  Does what a does']);
  });

  it('take the project from another file, and its directory for the source root', () => {
    const cwd = project({ ...agentFiles('a'), 'other.toml': 'agents = ["agents"]\n[targets.pie]\n' });
    mkdirSync(join(cwd, 'elsewhere'));
    const { code, stderr } = canonry(['list', '--config', '../other.toml'], { cwd: join(cwd, 'elsewhere') });
    expect([code, stderr]).toEqual([
      1,
      `error[unknown-target]: there is no target "pie"
 --> ../other.toml:2:10
  |
2 | [targets.pie]
  |          ^^^
  = hint: did you mean "pi"?

1 error
`,
    ]);
  });

  it('take both, each from its place', () => {
    const cwd = project({ ...agentFiles('a'), 'config/mine.toml': '[targets.pi]\nprimary = "a"\n' });
    const { code, stdout } = canonry(['list', '--agents', 'agents', '--config', 'config/mine.toml'], { cwd });
    expect([code, stdout.split('\n')[1]]).toEqual([0, 'a     all   unspecified  Does what a does']);
  });

  it.each([
    ['--agents', 'nowhere', 'nowhere', 'it does not exist', SOURCE],
    ['--agents', 'file', 'file', 'it is not a directory', SOURCE],
    ['--config', 'nowhere.toml', 'nowhere.toml', 'it does not exist', CONFIG],
    ['--config', 'nowhere/canonry.toml', 'nowhere', 'it does not exist', SOURCE],
  ])('%s %s: %s %s', (flag, argument, path, reason, hint) => {
    const cwd = project({ ...agentFiles('a'), file: '' });
    const stderr = `error[no-source]: there is nothing to read at ${join(cwd, path)}: ${reason}
 --> ${path}
  = hint: ${hint}

1 error
`;
    const finished = canonry(['list', flag, argument], { cwd });
    expect([finished.code, finished.stderr]).toEqual([1, stderr]);
  });

  it('say so if only the second is nowhere', () => {
    const cwd = project(agentFiles('a'));
    const { code, stderr } = canonry(['list', '--agents', 'agents', '--config', 'nowhere/canonry.toml'], { cwd });
    const message = `there is nothing to read at ${join(cwd, 'nowhere/canonry.toml')}: it does not exist`;
    expect([code, stderr.split('\n')[0]]).toEqual([1, `error[no-source]: ${message}`]);
  });
});

const SOURCE = 'name a project root (the directory of canonry.toml) or its agents directory';
const CONFIG = 'name the file that is the canonry.toml of the project';
