import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '@canonry/core';
import { readTree } from '@canonry/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../../golden/cases.js';
import { foreignNames, loadAgents, loadSkills, ownRules, type LoadedRule } from './loaded.js';
import { makeProject, startServer, type Server } from './server.js';

const GOLDEN = join(REPOSITORY, 'golden');
/** What is rendered for OpenCode alone, and for all targets of a case in one project. */
const trees = readdirSync(GOLDEN).flatMap((input) =>
  ['opencode', 'all']
    .filter((folder) => existsSync(join(GOLDEN, input, folder)))
    .map((folder) => ({ name: `${input}/${folder}`, input, files: readTree(join(GOLDEN, input, folder)) })),
);
const isUserLevel = (files: FileTree): boolean => [...files.keys()].some((path) => path.startsWith('.config/'));

describe('every golden tree for a project', () => {
  let server: Server;
  let native: readonly string[];
  beforeAll(async () => {
    server = await startServer();
    native = await loadSkills(server, makeProject(server, new Map()));
  });
  afterAll(() => server.stop());

  it.each(trees.filter(({ files }) => !isUserLevel(files)))('$name', async ({ input, files }) => {
    const directory = makeProject(server, files, prefixOf(input));
    await expectLoaded(server, directory, files);
    // Where two harnesses look for skills, both have them: OpenCode takes one of the two.
    expect(await loadSkills(server, directory)).toEqual([...native, ...skillsIn(files)].toSorted());
  });
});

describe('every golden tree for a person', () => {
  it.each(trees.filter(({ files }) => isUserLevel(files)))('$name', async ({ files }) => {
    const server = await startServer({ homeFiles: files });
    try {
      await expectLoaded(server, makeProject(server, new Map()), files);
    } finally {
      server.stop();
    }
  });
});

/** Exactly these agents, each with its prompt, without options of ours, and with our rules in our order. */
async function expectLoaded(server: Server, directory: string, files: FileTree): Promise<void> {
  const loaded = await loadAgents(server, directory);
  if (typeof loaded === 'string') throw new Error(loaded);
  const expected = [...files].flatMap(([path, { bytes }]) => {
    const name = /^(?:\.config\/opencode|\.opencode)\/agents?\/(.+)\.md$/.exec(path)?.[1];
    return name === undefined ? [] : [{ name, ...parseFile(new TextDecoder().decode(bytes)) }];
  });
  const isNative = (name: string): boolean => loaded.get(name)?.native === true;
  const names = expected.map(({ name }) => name).filter((name) => !isNative(name));
  expect(foreignNames(loaded)).toEqual(names.toSorted());
  for (const { name, body, keys } of expected) {
    const agent = loaded.get(name);
    if (agent === undefined) throw new Error(name);
    expect(agent.prompt, name).toBe(body.trim());
    expect(agent.options, name).toEqual({});
    expect(agent.mode, name).toBe(keys.mode);
    expect(agent.description, name).toBe(keys.description);
    const ours = rulesOf(keys.permission, server.home);
    const theirs = ownRules(agent);
    // What comes along has rules of its own in front of ours.
    expect(agent.native === true ? theirs.slice(theirs.length - ours.length) : theirs, name).toEqual(ours);
  }
}

function skillsIn(files: FileTree): readonly string[] {
  const names = [...files.keys()].flatMap((path) => /\/skills\/([^/]+)\/SKILL\.md$/.exec(path)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

interface Keys {
  readonly mode: string;
  readonly description: string;
  readonly permission?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

function parseFile(text: string): { readonly keys: Keys; readonly body: string } {
  const [, yaml = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
  const keys: Keys = parse(yaml);
  return { keys, body };
}

function rulesOf(permission: Keys['permission'] = {}, home: string): readonly LoadedRule[] {
  return Object.entries(permission)
    .flatMap(([key, value]) =>
      Object.entries(typeof value === 'string' ? { '*': value } : value).map((rule) => [key, ...rule] as const),
    )
    .map(([key, pattern, action]) => {
      if (!isAction(action)) throw new Error(`not an action: ${action}`);
      return { permission: key, pattern: pattern.replace(/^(?:~|\$HOME)(?=\/|$)/, home), action };
    });
}

function prefixOf(name: string): string {
  const file = join(REPOSITORY, 'tests/inputs', name, 'PATH_PREFIX');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

function isAction(text: string): text is LoadedRule['action'] {
  return ['allow', 'ask', 'deny'].includes(text);
}
