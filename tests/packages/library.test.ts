import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finished } from '../cli/canonry.js';
import { REPOSITORY } from '../cli/installation.js';
import { installPacked, PACKAGES, packageDirectory, temporaryDirectory } from './pack.js';

const EXAMPLE = join(REPOSITORY, 'examples/library');
const DOCS = readFileSync(join(REPOSITORY, 'docs/library.md'), 'utf8');
const LIBRARIES = PACKAGES.filter((name) => name !== 'cli');
const cwd = temporaryDirectory();

beforeAll(() => {
  cpSync(EXAMPLE, cwd, { recursive: true });
  installPacked(LIBRARIES, cwd);
});

function node(...args: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** Every entry point that a program may name. */
const ENTRIES = LIBRARIES.flatMap((name) => {
  const text = readFileSync(join(packageDirectory(name), 'package.json'), 'utf8');
  const { exports }: { readonly exports: Readonly<Record<string, unknown>> } = JSON.parse(text);
  return Object.keys(exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => `@canonry/${name}${path.slice(1)}`);
});

describe('docs/library.md', () => {
  const blocks = [...DOCS.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language, text = '']) => ({ language, text }));
  const programs = blocks.filter(({ language }) => language === 'js').map(({ text }) => text);
  const outputs = blocks.filter(({ language }) => language === 'text').map(({ text }) => text);

  it.each([
    [0, 'who-may.js', []],
    [1, 'render-in-memory.js', []],
  ])('shows program %i as it is, and what it prints', (index, file, args) => {
    expect(programs[index]).toBe(readFileSync(join(EXAMPLE, file), 'utf8'));
    expect(node(file, ...args)).toEqual({ code: 0, stdout: outputs[index], stderr: '' });
  });

  it('shows the program that guards a change, and what it prints about one', () => {
    expect(programs[2]).toBe(readFileSync(join(EXAMPLE, 'guard-a-change.js'), 'utf8'));
    const toml = readFileSync(join(EXAMPLE, 'agents/reviewer/agent.toml'), 'utf8');
    const next = join(cwd, 'next/agents/reviewer');
    mkdirSync(next, { recursive: true });
    cpSync(join(EXAMPLE, 'agents/reviewer'), next, { recursive: true });
    writeFileSync(
      join(next, 'agent.toml'),
      toml.replace('git status *:allow"', 'git status *:allow", "git push *:allow"'),
    );
    expect(node('guard-a-change.js', '.', 'next')).toEqual({ code: 1, stdout: outputs[2], stderr: '' });
    expect(node('guard-a-change.js')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('names every entry point but those that only our own packages use', () => {
    const own = new Set(['reading', 'declaration', 'read', 'legacy']);
    const core = ENTRIES.filter((entry) => entry.startsWith('@canonry/core') && !own.has(entry.split('/')[2] ?? ''));
    for (const entry of core) expect(DOCS).toContain(`\`${entry}\``);
  });
});

describe('the packages, as npm would install them', () => {
  it('do nothing when they are imported, but what zod does', () => {
    const imports = ENTRIES.map((entry) => `import '${entry}';`).join('');
    const script = `${imports}console.log(Object.keys(globalThis).filter((name) => !name.startsWith('__zod_')).join());`;
    const [imported, alone] = [script, script.slice(imports.length)].map((text) => {
      const { code, stdout, stderr } = node('--input-type=module', '-e', text);
      expect([code, stderr]).toEqual([0, '']);
      return stdout;
    });
    expect(imported).toEqual(alone);
  });

  it('have types, and the programs are right by them', () => {
    const strict = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', skipLibCheck: false };
    const options = { ...strict, allowJs: true, checkJs: true, lib: ['es2023'], types: ['node'] };
    writeFileSync(
      join(cwd, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, include: ['*.js', 'all.ts'] }),
    );
    const uses = ENTRIES.map((entry, index) => `import * as e${index} from '${entry}';\nexport { e${index} };\n`);
    writeFileSync(join(cwd, 'all.ts'), uses.join(''));
    const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
    const types = ['--typeRoots', join(REPOSITORY, 'node_modules/@types')];
    expect(node(tsc, '-p', 'tsconfig.json', ...types)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('what a bundler leaves', () => {
  it('of packages that are imported and not used, is nothing', async () => {
    const imports = ENTRIES.map((entry, index) => `import * as e${index} from '${entry}';\nimport '${entry}';\n`);
    const { code } = await bundle(imports.join(''));
    expect(code.trim()).toBe('export {};');
  });

  it('of a decision alone, is neither a schema nor a parser', async () => {
    const { modules } = await bundle("export { decide, comparePolicies } from '@canonry/core';\n");
    expect(packagesIn(modules)).toEqual(['@canonry/core']);
    expect(modules.filter((path) => /-schema\.js|\/node\/|catalogue/.test(path))).toEqual([]);
  });

  it('of a roster for OpenCode, is nothing of other targets or of the test kit', async () => {
    const { modules } = await bundle(`import { loadRoster } from '@canonry/core/node';
import { opencode } from '@canonry/target-opencode';
console.log(loadRoster, opencode);\n`);
    expect(packagesIn(modules)).toEqual(expect.arrayContaining(['@canonry/core', '@canonry/target-opencode', 'zod']));
    expect(packagesIn(modules)).not.toContain('diff');
    expect(modules.filter((path) => /\/testing\/|apply-plan|target-(?:pi|claude)/.test(path))).toEqual([]);
  });
});

interface Bundle {
  readonly code: string;
  /** Those of which something is left. */
  readonly modules: readonly string[];
}

async function bundle(program: string): Promise<Bundle> {
  const input = join(cwd, 'program.js');
  writeFileSync(input, program);
  const build = await rolldown({ cwd, input, platform: 'node', resolve: { symlinks: false } });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  const [entry] = output;
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.entries(chunk.modules) : []));
  const left = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([path]) => path);
  return { code: entry.code, modules: left.filter((path) => path !== input) };
}

function packagesIn(modules: readonly string[]): readonly string[] {
  const names = modules.flatMap((path) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}
