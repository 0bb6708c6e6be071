import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finished } from '../cli/canonry.js';
import { REPOSITORY } from '../cli/installation.js';
import { installPacked, temporaryDirectory } from './pack.js';

const EXAMPLE = join(REPOSITORY, 'examples/custom-target');
const cwd = temporaryDirectory();
const target = join(cwd, 'target');

/** As npm would install it: the target is a directory of the project, its dependencies are in node_modules. */
beforeAll(() => {
  cpSync(EXAMPLE, cwd, { recursive: true });
  installPacked(['core', 'cli'], cwd);
  symlinkSync('../target', join(cwd, 'node_modules/canonry-target-gemini-cli'));
});

function node(directory: string, ...args: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

const canonry = (...args: readonly string[]): Finished =>
  node(cwd, join(cwd, 'node_modules/canonry/bin/canonry.js'), ...args);

/** What Gemini CLI does, as `explain` tells it. */
function asked(agent: string, tool: string, subject: string): string | undefined {
  return canonry('explain', agent, tool, subject).stdout.match(/^(\w+) +in gemini-cli/m)?.[1];
}

describe('the target of examples/custom-target', () => {
  it('passes its own tests, which are those of the test kit', () => {
    const { code, stdout } = node(target, '--test', '--test-reporter=tap');
    expect([code, stdout.match(/^# fail \d+$/m)?.[0]], stdout).toEqual([0, '# fail 0']);
    expect(Number(stdout.match(/^# pass (\d+)$/m)?.[1])).toBeGreaterThan(4);
  });

  it('fails them when it gives an agent more than its definition', () => {
    const file = join(target, 'src/may-be-given.js');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace("kind === 'narrowed'", "kind !== ''"));
    const { code, stdout } = node(target, '--test', '--test-reporter=tap');
    writeFileSync(file, text);
    expect([code, stdout]).toEqual([1, expect.stringContaining("kind: 'widened'")]);
  });

  it('names nothing of canonry but what is public', () => {
    const manifest: { readonly dependencies: object } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
    expect(Object.keys(manifest.dependencies)).toEqual(['@canonry/core', 'yaml']);
    const grep = spawnSync('grep', ['-rhoE', "'@canonry/[^']+'", 'src', 'test'], { cwd: target, encoding: 'utf8' });
    const used = new Set(grep.stdout.trim().split('\n'));
    expect([...used].toSorted()).toEqual(
      ['@canonry/core', '@canonry/core/node', '@canonry/core/read-json', '@canonry/core/testing'].map(
        (one) => `'${one}'`,
      ),
    );
  });

  it('is right by the types of the packages', () => {
    const strict = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', noUncheckedIndexedAccess: true };
    const compilerOptions = { ...strict, allowJs: true, checkJs: true, lib: ['es2023'], types: ['node'] };
    writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['target'] }));
    const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
    const types = ['--typeRoots', join(REPOSITORY, 'node_modules/@types')];
    expect(node(cwd, tsc, '-p', 'tsconfig.json', ...types)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('the project of examples/custom-target', () => {
  it('is loaded by name, and committed as it is rendered', () => {
    expect(canonry('check')).toMatchObject({ code: 0, stdout: 'all 2 outputs are as rendered\n' });
    expect(canonry('render')).toMatchObject({ code: 0, stdout: 'nothing to do: all 2 outputs are as rendered\n' });
  });

  it('says what Gemini CLI does', () => {
    expect(asked('auditor', 'read', 'src/a.ts')).toBe('allow');
    expect(asked('auditor', 'bash', 'ls')).toBe('deny');
    expect(asked('fixer', 'edit', 'src/a.ts')).toBe('ask');
    expect(asked('fixer', 'bash', 'git diff HEAD')).toBe('deny');
  });

  it('knows what a person has opened', () => {
    mkdirSync(join(cwd, '.gemini'), { recursive: true });
    writeFileSync(join(cwd, '.gemini/settings.json'), '{ "general": { "defaultApprovalMode": "auto_edit" } }\n');
    const { code, stderr } = canonry('check');
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('warning[foreign-widens]: ".gemini/settings.json" lets fixer do more'),
    ]);
  });

  it('is red after one byte', () => {
    appendFileSync(join(cwd, '.gemini/agents/auditor.md'), ' ');
    expect(canonry('check').code).toBe(1);
  });
});
