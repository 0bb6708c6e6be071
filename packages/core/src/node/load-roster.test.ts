import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRoster, type LoadOptions } from './load-roster.js';

const TOML = 'name = "reader"\ndescription = "Answers questions"\n';
const NOBODY = 65_534;

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canonry-load-'));
  write('agents/reader/agent.toml', TOML);
  write('agents/reader/system-prompt.md', 'You answer questions.\n');
});

afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), text);
}

/** What is said, with the directory of the test taken out. */
async function load(options: Partial<LoadOptions> = {}): Promise<string[]> {
  const { diagnostics } = await loadRoster({ source: directory, ...options });
  return diagnostics.map(({ code, message }) => `${code}: ${message.replaceAll(directory, '.')}`);
}

describe('a source that is not there', () => {
  it.each([
    ['nothing', 'gone', 'no-source: there is nothing to read at ./gone: it does not exist'],
    [
      'a file',
      'agents/reader/agent.toml',
      'no-source: there is nothing to read at ./agents/reader/agent.toml: it is not a directory',
    ],
  ])('%s', async (_, path, expected) => {
    expect(await load({ source: join(directory, path) })).toEqual([expected]);
    expect(await load({ source: join(directory, path), isAgentsDirectory: true })).toEqual([expected]);
  });

  it.each([
    [
      'a configuration that is missing',
      'other.toml',
      'no-source: there is nothing to read at ./other.toml: it does not exist',
    ],
    [
      'one in a directory that is missing',
      'gone/canonry.toml',
      'no-source: there is nothing to read at ./gone/canonry.toml: it does not exist',
    ],
    [
      'one below a file',
      'agents/reader/agent.toml/canonry.toml',
      'no-source: there is nothing to read at ./agents/reader/agent.toml/canonry.toml: it is not a directory',
    ],
  ])('%s', async (_, path, expected) => {
    expect(await load({ config: join(directory, path) })).toEqual([expected]);
  });
});

describe('what may not be read', () => {
  it('is told, and the rest is read all the same', async () => {
    write('agents/writer/agent.toml', 'name = "writer"\n');
    write('agents/writer/system-prompt.md', 'You write.\n');
    chmodSync(directory, 0o755);
    chmodSync(join(directory, 'agents/reader/agent.toml'), 0);
    expect(await asNobody(() => load())).toEqual([
      'unreadable: agents/reader/agent.toml cannot be read: permission denied',
      'missing-key: description is missing in agent.toml',
    ]);
  });

  it('is told of a directory', async () => {
    chmodSync(directory, 0o755);
    chmodSync(join(directory, 'agents/reader'), 0);
    expect(await asNobody(() => load())).toEqual(['unreadable: agents/reader cannot be read: permission denied']);
    chmodSync(join(directory, 'agents/reader'), 0o755);
  });
});

/** Permissions do not bind the superuser. */
async function asNobody<Result>(act: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

describe('the named agents directory', () => {
  it('is read as such, whatever it holds, and its parent is the root', async () => {
    write('canonry.toml', 'agents = ["elsewhere"]\n');
    const { root, roster, diagnostics } = await loadRoster({
      source: join(directory, 'agents'),
      isAgentsDirectory: true,
    });
    expect({ root, agents: roster.agents.map(({ file }) => file), diagnostics }).toEqual({
      root: directory,
      agents: ['agents/reader/agent.toml'],
      diagnostics: [],
    });
  });
});
