import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { filesIn, project, read } from './project.js';

const READER = { '.opencode/agent/reader.md': '---\ndescription: Reads\npermission:\n  edit: deny\n---\nYou read.\n' };
const WARNED = { '.opencode/agent/reader.md': '---\ndescription: Reads\ntemperature: 1\n---\nYou read.\n' };
const CREATED = ['agents/reader/agent.toml', 'agents/reader/system-prompt.md', 'canonry.toml'];

describe('import', () => {
  it('creates a project that loads, and says which files', () => {
    const cwd = project(READER);
    const stdout = `created out/canonry.toml
created out/agents/reader/agent.toml
created out/agents/reader/system-prompt.md
`;
    expect(canonry(['import', 'opencode', '.', '--out', 'out'], { cwd })).toEqual({ code: 0, stdout, stderr: '' });
    expect(canonry(['list'], { cwd: join(cwd, 'out') })).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes the directory of OpenCode for the one that holds it', () => {
    const cwd = project(READER);
    expect(canonry(['import', 'opencode', '.opencode', '--out', 'out'], { cwd }).code).toBe(0);
    expect(filesIn(join(cwd, 'out'))).toEqual(CREATED);
  });

  it('replaces nothing, and then creates nothing', () => {
    const cwd = project({ ...READER, 'out/canonry.toml': '# mine\n' });
    expect(canonry(['import', 'opencode', '.', '--out', 'out'], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: nothing was created\n  out/canonry.toml exists already\n',
    });
    expect(filesIn(join(cwd, 'out'))).toEqual(['canonry.toml']);
    expect(read(cwd, 'out/canonry.toml')).toBe('# mine\n');
  });

  it('goes on with a warning, but not under --strict', () => {
    const cwd = project(WARNED);
    const strict = canonry(['import', 'opencode', '.', '--out', 'strict', '--strict'], { cwd });
    expect([strict.code, strict.stdout]).toEqual([1, '']);
    expect(strict.stderr).toContain('warning[import-dropped-key]: temperature has no place in an agent.toml');
    expect(strict.stderr).toMatch(/1 warning\nnothing was created\n$/);
    expect(filesIn(cwd)).toEqual(Object.keys(WARNED));
    expect(canonry(['import', 'opencode', '.', '--out', 'out'], { cwd }).code).toBe(0);
    expect(filesIn(join(cwd, 'out'))).toEqual(CREATED);
  });

  it('says the same as data with --json', () => {
    const cwd = project(WARNED);
    const { code, stdout, stderr } = canonry(['import', 'opencode', '.', '--out', 'out', '--json'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      created: ['canonry.toml', 'agents/reader/agent.toml', 'agents/reader/system-prompt.md'],
      obstacles: [],
      diagnostics: [
        {
          code: 'import-dropped-key',
          severity: 'warning',
          message: 'temperature has no place in an agent.toml',
          file: '.opencode/agent/reader.md',
          line: 3,
          column: 1,
          agent: 'reader',
          hint: "sampling belongs into the harness's own configuration; put it into opencode.json",
        },
      ],
    });
    const again = canonry(['import', 'opencode', '.', '--out', 'out', '--json'], { cwd });
    const { obstacles }: { obstacles: unknown } = JSON.parse(again.stdout);
    expect([again.code, obstacles]).toEqual([
      1,
      ['canonry.toml', ...CREATED.slice(0, 2)].map((path) => ({ path, reason: 'exists already' })),
    ]);
  });

  it('refuses rules for paths that are read from above the project: import-below-work-tree', () => {
    const cwd = project({ 'packages/app/.opencode/agent/reader.md': denying('packages/app/src/*') });
    mkdirSync(join(cwd, '.git'));
    const refused = canonry(['import', 'opencode', 'packages/app', '--out', 'out'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(
      'error[import-below-work-tree]: the rule edit "packages/app/src/*:deny" is read from the top of the Git work tree, and packages/app is below it',
    );
    writeFileSync(join(cwd, 'packages/app/.opencode/agent/reader.md'), denying('*.lock'));
    expect(canonry(['import', 'opencode', 'packages/app', '--out', 'out'], { cwd }).code).toBe(0);
  });

  it.each([
    [['opencode', '.'], 'canonry import: --out is missing; it names the directory to create the project in\n'],
    [['opencode'], 'canonry import: PATH is missing\n'],
    [
      ['pi', '.', '--out', 'x'],
      'canonry import: FORMAT cannot be "pi"; it is one of opencode, claude-code and agents-json\n',
    ],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = canonry(['import', ...args], { cwd: project() });
    expect([code, stdout, stderr.startsWith(message)]).toEqual([2, '', true]);
  });

  it.each([
    ['opencode', 'nowhere', 'it does not exist'],
    ['agents-json', 'agents/agents.json', 'there is no such file'],
  ])('says that there is no %s at %s', (format, path, reason) => {
    const { code, stderr } = canonry(['import', format, path, '--out', 'out'], { cwd: project({ 'agents/a': '' }) });
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^error\\[import-nothing\\].*${reason}$`)),
    ]);
  });
});

/** An agent that may not edit some files. */
function denying(rule: string): string {
  return `---\ndescription: Reads\npermission:\n  edit:\n    "${rule}": deny\n---\nYou read.\n`;
}
