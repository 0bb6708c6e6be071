import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '@canonry/core';
import { readTree } from '@canonry/core/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REPOSITORY } from '../../golden/cases.js';
import { makeSandbox, type Sandbox } from './make-sandbox.js';
import { claudeCodeProgram } from './program.js';
import { runSession, type SessionReport } from './run-session.js';

const GOLDEN = join(REPOSITORY, 'golden');
const trees = readdirSync(GOLDEN)
  .filter((name) => existsSync(join(GOLDEN, name, 'claude-code')))
  .map((name) => ({ name, files: readTree(join(GOLDEN, name, 'claude-code')) }));

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = makeSandbox();
});
afterAll(() => sandbox.remove());

it.each(trees)('finds the agents of $name and complains about nothing', async ({ name, files }) => {
  const prefix = name.includes('user-scope') ? '~/' : '';
  const { agents, complaints } = await begin(files, prefix);
  const names = [...files.keys()].flatMap((path) => /^\.claude\/agents\/(.+)\.md$/.exec(path)?.[1] ?? []);
  expect(agents).toEqual(expect.arrayContaining(names));
  expect(complaints).toEqual([]);
});

it('shows what Claude Code complains about', async () => {
  const text = '---\nname: odd\ndescription: d\npermissionMode: bogus\nunheard: 1\n---\n';
  const { complaints } = await begin(
    new Map([['.claude/agents/odd.md', { bytes: Buffer.from(text), executable: false }]]),
    '',
  );
  expect(complaints.join('\n')).toMatch(/odd/);
});

function begin(files: FileTree, prefix: string): Promise<SessionReport> {
  const texts = new Map([...files].map(([path, { bytes }]) => [prefix + path, new TextDecoder().decode(bytes)]));
  const threads = [{ id: 'main', calls: [] }];
  return runSession({
    program: claudeCodeProgram(),
    sandbox: sandbox.directory,
    files: texts,
    trusted: true,
    arguments: [],
    threads,
  });
}
