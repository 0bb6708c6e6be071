import { join } from 'node:path';
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
