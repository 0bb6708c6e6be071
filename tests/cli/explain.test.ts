import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { REPOSITORY } from './installation.js';
import { agentFiles, project } from './project.js';

const forge = (line: string): { code: number | null; decision: unknown } => {
  const { code, stdout } = canonry(['explain', 'chiron-forge', 'bash', line, '--json'], { cwd: REPOSITORY });
  const { decision }: { decision: unknown } = JSON.parse(stdout);
  return { code, decision };
};

describe('explain', () => {
  it.each([
    ['git push --force origin main', 'deny'],
    ['git push origin main', 'ask'],
    ['git push origin main --force', 'ask'],
    ['rm -rf /', 'ask'],
    ['ls && rm -rf x', 'ask'],
    ['echo $(git push -f x)', 'deny'],
    ['FOO=1 git push --force', 'deny'],
    ['$X --force', 'deny'],
    ['if then', 'ask'],
    ['ls', 'allow'],
  ])('decides about %s for chiron-forge: %s', (line, decision) => {
    expect(forge(line)).toEqual({ code: 0, decision });
  });

  it('shows the parts of a line, each with what decided it', () => {
    const { code, stdout, stderr } = canonry(['explain', 'chiron', 'bash', 'echo x > src/a.ts'], { cwd: REPOSITORY });
    expect(stdout).toMatch(/^deny {2}echo x > src\/a\.ts\n\n/);
    expect(stdout).toMatch(
      /\nallow {2}bash {2}echo x > src\/a\.ts {2}rule "echo \*:allow" {2}agents\/chiron\/agent\.toml:\d+\n/,
    );
    expect(stdout).toMatch(/\ndeny {3}edit {2}> src\/a\.ts {9}intent\n\n/);
    expect(stdout).toMatch(/\ndeny {2}in opencode {5}declarative/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  const BASH = '[permissions.bash]\nintent = "ask"\nrules = ["git status *:allow", "git push*:deny"]\n';

  it('gives the answer as data', () => {
    const cwd = project(agentFiles('scribe', BASH));
    const { stdout } = canonry(['explain', 'scribe', 'bash', 'git push x', '--json'], { cwd });
    const rule = { pattern: 'git push*', action: 'deny', file: 'agents/scribe/agent.toml', line: 5 };
    expect(JSON.parse(stdout)).toEqual({
      agent: 'scribe',
      tool: 'bash',
      subject: 'git push x',
      decision: 'deny',
      parts: [{ tool: 'bash', subject: 'git push x', decision: 'deny', source: 'rule', rule }],
      targets: {},
    });
  });

  it('shows a whole policy in the order in which it is asked, and what looks wrong about it', () => {
    const { code, stdout, stderr } = canonry(['explain', 'scribe', 'bash'], {
      cwd: project(agentFiles('scribe', BASH)),
    });
    expect(stdout).toBe(`scribe, bash: the first that matches decides (the last one in the file)

deny   git push*        agents/scribe/agent.toml:5
allow  git status *     agents/scribe/agent.toml:5
ask    everything else  intent
`);
    expect(stderr).toContain('warning[glued-star]: the rule "git push*:deny" also matches "git pushx"');
    expect(code).toBe(0);
  });

  it('asks for no subject where a tool has none', () => {
    const cwd = project({
      ...agentFiles('scribe', '[permissions.todo]\nintent = "deny"\n\n[permissions.mcp__a]\nintent = "ask"\n'),
      'canonry.toml': '[targets.claude-code]\n',
    });
    const said = (tool: string): string => canonry(['explain', 'scribe', tool, '-t', 'claude-code'], { cwd }).stdout;
    expect(said('todo')).toMatch(/^deny {2}todo\n\ndeny {2}todo +intent.*\n\ndeny {2}in claude-code {2}declarative/);
    expect(said('mcp__a')).toMatch(/^ask {2}mcp__a\n\nask {2}mcp__a +intent.*\n\nask {2}in claude-code {2}declarative/);
    expect(canonry(['explain', 'scribe', 'bash', '-t', 'claude-code'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SUBJECT is missing'),
    });
  });

  it('says where nothing is specified, and where the star answers', () => {
    const cwd = project({ ...agentFiles('free'), ...agentFiles('closed', '[permissions."*"]\nintent = "deny"\n') });
    expect(canonry(['explain', 'free', 'edit', 'a'], { cwd }).stdout).toBe(
      'unspecified  a\n\nunspecified  edit  a  unspecified\n',
    );
    expect(canonry(['explain', 'closed', 'edit', 'a'], { cwd }).stdout).toBe(
      'deny  a\n\ndeny  edit  a  intent of [permissions."*"]\n',
    );
    expect(canonry(['explain', 'free', 'edit'], { cwd }).stdout).toBe(
      'free, edit: unspecified; the harness decides as it would without canonry\n',
    );
  });

  it('knows neither agent nor tool by a typo', () => {
    const cwd = project(agentFiles('scribe'));
    const more = 'More: canonry explain --help\n';
    expect(canonry(['explain', 'scrbe', 'bash'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `canonry explain: there is no agent "scrbe"; did you mean scribe?\n${more}`,
    });
    expect(canonry(['explain', 'scribe', 'Write'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `canonry explain: there is no tool "Write"; did you mean edit?\n${more}`,
    });
  });

  it('says nothing about agents of a source with errors', () => {
    const cwd = project({ ...agentFiles('scribe'), ...agentFiles('broken', 'modle = "x"\n') });
    const { code, stdout, stderr } = canonry(['explain', 'scribe', 'bash'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[');
  });
});
