import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BIN, canonry } from './canonry.js';
import { agentFiles, filesIn, project } from './project.js';

/** What a run costs, counted: a clock would say more about the machine. */

const RULES = '\n[permissions.bash]\nintent = "ask"\nrules = ["git *:allow", "git push*:deny"]\n';
const THREE = '[targets.opencode]\n[targets.claude-code]\n[targets.pi]\nprimary = "a0"\n';

describe('code that is loaded', () => {
  it.each(['--version', '--help'])('is a fiftieth of it all for %s', (word) => {
    const bytes = codeLoadedBy([word], project()).reduce((sum, path) => sum + statSync(path).size, 0);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThan(20_000);
  });

  it.each(['render', 'check'])('is one large file more for %s, and that of the guard', (command) => {
    const cwd = project({ 'canonry.toml': THREE, ...agents(2) });
    expect(canonry(['render'], { cwd }).code).toBe(0);
    const starting = codeLoadedBy(['--version'], cwd);
    const more = codeLoadedBy([command], cwd).filter((path) => !starting.includes(path));
    expect(more.map((path) => basename(path))).toEqual(['canonry-guard.mjs', 'rendering.js', 'rolldown-runtime.js']);
  });
});

describe('files that are read', () => {
  it.each(['render', 'check'])('are read once by %s if nothing has changed', (command) => {
    const cwd = project({ 'canonry.toml': THREE, ...agents(3) });
    execFileSync('git', ['init', '-q'], { cwd });
    expect(canonry(['render'], { cwd }).code).toBe(0);
    const before = filesIn(cwd);
    const opened = filesOpenedBy(command, cwd);
    const again = [...new Set(opened)].filter((path) => opened.filter((other) => other === path).length > 1);
    expect(again).toEqual([]);
    expect(opened.length).toBeLessThanOrEqual(before.length);
  });

  it('grow in number with the agents, and with nothing else', () => {
    const [few = 0, more = 0, most = 0] = [2, 4, 8].map((count) => {
      const cwd = project({ 'canonry.toml': THREE, ...agents(count) });
      expect(canonry(['render'], { cwd }).code).toBe(0);
      return filesOpenedBy('check', cwd).length;
    });
    expect(most - more).toBe(2 * (more - few));
  });
});

function agents(count: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => `a${index}`);
  return Object.fromEntries(names.flatMap((name) => Object.entries(agentFiles(name, RULES))));
}

/** The files that V8 has seen. */
function codeLoadedBy(args: readonly string[], cwd: string): readonly string[] {
  const directory = mkdtempSync(join(project(), 'coverage-'));
  const { status } = spawnSync(process.execPath, [BIN, ...args], { cwd, env: { NODE_V8_COVERAGE: directory } });
  expect(status).toBe(0);
  const urls = readdirSync(directory).flatMap((name) => {
    const coverage: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
      readFileSync(join(directory, name), 'utf8'),
    );
    return coverage.result.map(({ url }) => url);
  });
  return urls
    .filter((url) => url.startsWith('file:///'))
    .map((url) => fileURLToPath(url))
    .toSorted();
}

/** The files of a project that a command opens, each as often as it does. */
function filesOpenedBy(command: string, cwd: string): readonly string[] {
  const log = join(project(), 'calls.json');
  const counting = fileURLToPath(new URL('counting-fs.cjs', import.meta.url));
  const { code } = canonry([command], { cwd, env: { NODE_OPTIONS: `--require=${counting}`, CALLS: log } });
  expect(code).toBe(0);
  const calls: readonly (readonly [name: string, path: string | null])[] = JSON.parse(readFileSync(log, 'utf8'));
  return calls.flatMap(([name, path]) =>
    (name === 'openSync' || name === 'readFileSync') && path?.startsWith(`${cwd}/`) === true ? [path] : [],
  );
}
