import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry as run, type Finished } from './canonry.js';
import { agentFiles, project } from './project.js';

// Files that people have in the places that OpenCode reads, and that decide together with ours.
const canonry = (cwd: string, ...args: string[]): Finished => run(args, { cwd, env: { HOME: join(cwd, 'home') } });

const OPENCODE = { 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' };
const CLOSED = agentFiles('ada', '[permissions."*"]\nintent = "deny"\n');
const PACKAGE = Object.fromEntries(
  Object.entries({ ...CLOSED, 'canonry.toml': OPENCODE['canonry.toml'] }).map(([path, text]) => [
    `pkg/a/${path}`,
    text,
  ]),
);

it.each([
  ['.opencode/agents/ada.md', ''],
  ['.opencode/agent/sub/zzz.md', 'name: ada\n'],
])('a second file for an agent of ours is a warning, whichever OpenCode will take: %s', (path, keys) => {
  const laxer = `---\n${keys}permission:\n  webfetch: allow\n---\n`;
  const { code, stderr } = canonry(project({ ...CLOSED, ...OPENCODE, [path]: laxer }), 'check');
  expect([code, stderr]).toEqual([1, expect.stringContaining(`warning[foreign-widens]: "${path}" lets ada do more`)]);
});

describe('a package of a larger work tree', () => {
  const laxer = '---\npermission:\n  webfetch: allow\n---\n';
  const widening =
    /warning\[foreign-widens\]: "\.\.\/\.\.\/\.opencode\/agent\/ada\.md" lets ada do more .*\n --> \.\.\/\.\.\/\.opencode\/agent\/ada\.md:3:1\n/;
  it.each(['render', 'check', 'doctor'])('is told by %s what a directory above opens', (command) => {
    const top = project({ ...PACKAGE, '.git/HEAD': '', '.opencode/agent/ada.md': laxer });
    expect(canonry(join(top, 'pkg/a'), command).stderr).toMatch(widening);
  });

  it('is not told of what is stricter, and of what is above the work tree', () => {
    const top = project({
      ...PACKAGE,
      'pkg/.git/HEAD': '',
      'pkg/.opencode/agent/ada.md': laxer.replace('allow', 'deny'),
      '.opencode/agent/ada.md': laxer,
    });
    const cwd = join(top, 'pkg/a');
    expect([canonry(cwd, 'render').code, canonry(cwd, 'check').code, canonry(cwd, 'doctor').code]).toEqual([0, 0, 0]);
  });

  it('is told of an agent of the same name that canonry wrote at the top', () => {
    const open = agentFiles('ada', '[permissions.webfetch]\nintent = "allow"\n');
    const top = project({ ...PACKAGE, ...open, ...OPENCODE });
    canonry(top, 'render');
    expect(canonry(join(top, 'pkg/a'), 'render').stderr).toMatch(
      /foreign-widens\]: "\.\.\/\.\.\/\.opencode\/agent\/ada\.md"/,
    );
  });
});

it('agents are rendered outside of Git with a warning, because no rule about paths holds there', () => {
  const cwd = project({
    ...agentFiles('ada', '[permissions.webfetch]\nintent = "deny"\n'),
    'canonry.toml': '[targets.opencode]\n',
  });
  const warning = expect.stringContaining(`warning[no-git-work-tree]: there is no Git work tree around ${cwd}, `);
  for (const [command, code] of [
    ['render', 0],
    ['check', 0],
    ['render --dry-run', 0],
    ['check --strict', 1],
  ] as const) {
    const finished = canonry(cwd, ...command.split(' '));
    expect([finished.code, finished.stderr]).toEqual([
      code,
      code === 0 ? warning : expect.stringContaining('error[no-git'),
    ]);
  }
  const { diagnostics } = JSON.parse(canonry(cwd, 'check', '--json').stdout);
  expect(diagnostics.map(({ code }: { code: string }) => code)).toEqual(['no-git-work-tree']);
  mkdirSync(join(cwd, '.git'));
  writeFileSync(join(cwd, '.git/HEAD'), '');
  expect(canonry(cwd, 'check', '--strict').code).toBe(0);
});

it('a project inside of a place that a rule holds back is refused, unless somebody accepts that', () => {
  const denied = '[permissions.read]\nintent = "allow"\nrules = ["~/.keys/**:deny"]\n';
  const root = project();
  const write = (path: string, accept = ''): string => {
    const cwd = join(root, path);
    for (const [file, content] of Object.entries({ ...agentFiles('ada', denied), ...OPENCODE })) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), file === 'canonry.toml' ? content + accept : content);
    }
    return cwd;
  };
  const render = (cwd: string): Finished => run(['render', '--dry-run'], { cwd, env: { HOME: root } });
  expect(render(write('elsewhere/p')).code).toBe(0);
  const { code, stderr } = render(write('.keys/p'));
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(
      `error[widened]: opencode would let ada do more than its definition: read "${root}/.keys/x", with the project where it is, is deny here and ask there\n --> agents/ada/agent.toml:3:14\n`,
    ),
  ]);
  const accept = `[[accept]]\ncode = "widened"\ntarget = "opencode"\nagent = "ada"\ntool = "read"\nreason = "nothing else is kept there"\n`;
  expect(render(write('.keys/q', accept)).code).toBe(0);
});

it('agents for a person need no Git', () => {
  const ofPerson = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.opencode]\nscope = "user"\n' });
  expect(canonry(ofPerson, 'render').stderr).not.toContain('no-git-work-tree');
});
