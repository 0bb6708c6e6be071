import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactJson, type JsonValue } from '@canonry/core';
import { readJson } from '@canonry/core/read-json';
import { describe, expect, it } from 'vitest';
import { onTerminal } from '../cli/in-process.js';
import { REPOSITORY } from '../golden/cases.js';
import { migrated } from './migrated.js';

const VARIANTS = join(REPOSITORY, 'tests/legacy');
/** Those that can be imported; golden tests show what is said about the others. */
const sound = readdirSync(VARIANTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(VARIANTS, entry.name, 'expected/project')))
  .map(({ name }) => name);

describe('import, then export', () => {
  it('is tried on many variants', () => {
    expect(sound.length).toBeGreaterThanOrEqual(25);
  });

  it.each(sound)('gives back %s: an equal document in order, and prompts of the same bytes', async (name) => {
    const source = join(VARIANTS, name, 'source');
    const { cwd, outcome } = await migrated(source);
    expect(outcome.code).toBe(0);
    const printed = await onTerminal(['export', 'agents-json'], { cwd });
    expect(textOf(printed.stdout)).toBe(textOf(readFileSync(join(source, 'agents/agents.json'), 'utf8')));
    expect(await onTerminal(['export', 'agents-json', '--compare', 'agents/agents.json'], { cwd })).toMatchObject({
      code: 0,
      stdout: '',
    });

    expect((await onTerminal(['export', 'agents-json', '--out', 'again/agents/agents.json'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'again/agents/agents.json'), 'utf8')).toBe(printed.stdout);
    for (const path of filesBelow(join(cwd, 'again')).filter((file) => file !== 'agents/agents.json'))
      expect(readFileSync(join(cwd, 'again', path)).equals(readFileSync(join(source, path))), path).toBe(true);
    expect(filesBelow(join(cwd, 'again')).length - 1).toBe(promptsNamedIn(printed.stdout).size);
  });
});

describe('what changes after the import is in the export', () => {
  it('where a member was kept as it was spelled', async () => {
    const { stdout, stderr } = await change(
      'star-last',
      'agents/reader/agent.toml',
      'intent = "ask"',
      'intent = "deny"',
    );
    expect(JSON.parse(stdout)).toMatchObject({ Reader: { permission: { bash: 'deny', edit: 'deny' } } });
    expect(stderr).toContain('warning[legacy-changed]: permission of "reader" has changed since the import');
  });

  it('where it was spelled the usual way', async () => {
    const { stdout, stderr } = await change(
      'slugs-as-keys',
      'agents/reader/agent.toml',
      '"ls *:allow"',
      '"ls *:allow", "rm *:deny"',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      reader: { permission: { bash: { '*': 'ask', 'ls *': 'allow', 'rm *': 'deny' } } },
    });
    // OpenCode sees no redirect, and edit is deny.
    expect(stderr.match(/^\w+\[.*$/gm)).toEqual([expect.stringMatching(/^warning\[legacy-widens\].*"ls > /)]);
  });

  it('in an inline prompt', async () => {
    const { stdout } = await change(
      'inline-prompt',
      'agents/reader-sources/system-prompt.md',
      'You read.',
      'You look.',
    );
    expect(stdout).toContain(String.raw`"prompt": "You look.\nNothing else`);
  });

  it('in the name as people see it', async () => {
    const { stdout, stderr } = await change(
      'as-it-usually-is',
      'agents/reader/agent.toml',
      '"Reader (Sources)"',
      '"Scout"',
    );
    const document: object = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual(['Writer (Prose)', 'Scout']);
    expect(stderr).toContain('warning[legacy-changed]: the key of "reader"');
  });

  it('in a prompt that two agents shared', async () => {
    const { stdout, stderr } = await change(
      'one-prompt-for-two',
      'agents/reader-2/system-prompt.md',
      'You read.',
      'You look.',
    );
    expect(stdout).toBe('');
    expect(stderr).toContain('error[legacy-unsayable]: the legacy file cannot say two prompts in prompts/reader.txt');
  });
});

/** What the export prints after one edit of an imported project. */
async function change(
  name: string,
  file: string,
  from: string,
  to: string,
): Promise<{ stdout: string; stderr: string }> {
  const { cwd } = await migrated(join(VARIANTS, name, 'source'));
  const path = join(cwd, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return onTerminal(['export', 'agents-json'], { cwd });
}

function textOf(text: string): string {
  const read = readJson(text);
  if (typeof read === 'string') throw new Error(read);
  return compactJson(read.value);
}

function promptsNamedIn(text: string): ReadonlySet<string> {
  const document: Record<string, { prompt?: JsonValue; disable?: boolean }> = JSON.parse(text);
  const prompts = Object.values(document).flatMap(({ prompt, disable }) => (disable === true ? [] : [prompt]));
  return new Set(prompts.filter((prompt) => typeof prompt === 'string' && prompt.startsWith('{file:')).map(String));
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted();
}
