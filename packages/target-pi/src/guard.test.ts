import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Agent, Roster } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pi } from './index.js';

type Handler = (event: object, context: object) => unknown;

const root = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-guard-')));
afterAll(() => rmSync(root, { recursive: true }));

const permissions: Agent['permissions'] = [
  {
    tool: 'bash',
    intent: 'allow',
    rules: [
      { pattern: 'rm *', action: 'deny' },
      { pattern: 'date', action: 'ask' },
    ],
  },
  { tool: 'read', intent: 'allow', rules: [{ pattern: '.env', action: 'deny' }] },
];

/** What canonry writes for one agent, with the guard of the package in it. */
function writeProject(directory: string): void {
  const main: Agent = {
    name: 'main',
    description: 'Main',
    mode: 'primary',
    tags: [],
    skills: [],
    context: [],
    rules: [],
    maxTurns: 2,
    permissions,
    prompt: 'You are main.\n',
    file: 'agents/main/agent.toml',
  };
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  const roster: Roster = { agents: [main], skills: [], rules: [], context: [], project };
  const place = { trusted: true, home: '/', project: '/', pathPrefix: '', scope: 'project' } as const;
  for (const [path, { bytes }] of renderForTest(pi, roster, place).files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
  }
}

/** The handlers that the extension gives to Pi. */
async function load(directory: string): Promise<ReadonlyMap<string, Handler>> {
  const handlers = new Map<string, Handler>();
  const url = pathToFileURL(join(directory, '.pi/extensions/canonry-guard.ts')).href;
  const { default: start }: { default: (api: object) => void } = await import(/* @vite-ignore */ url);
  start({ on: (name: string, handler: Handler) => handlers.set(name, handler) });
  return handlers;
}

describe('the guard, as Pi loads it', () => {
  const project = join(root, 'whole');
  let handlers: ReadonlyMap<string, Handler>;
  const asked: string[] = [];
  let isAborted = false;
  const context = (answer?: boolean): object => ({
    cwd: project,
    hasUI: answer !== undefined,
    isIdle: () => true,
    getSystemPrompt: () => 'You are main.',
    abort: () => (isAborted = true),
    ui: {
      confirm: async (_: string, question: string) => {
        asked.push(question);
        return answer;
      },
    },
  });
  const call = (toolName: string, input: object, answer?: boolean): unknown =>
    handlers.get('tool_call')?.({ toolName, input }, context(answer));

  const tell = (name: string, event: object = {}): boolean => {
    isAborted = false;
    handlers.get(name)?.(event, context());
    return isAborted;
  };

  beforeAll(async () => {
    writeProject(project);
    symlinkSync('.env', join(project, 'link'));
    handlers = await load(project);
  });

  it('blocks what is denied, however it is written, and nothing else', async () => {
    const refused = { block: true, reason: expect.stringContaining('main must not use') };
    expect(await call('bash', { command: 'true; rm x' })).toEqual(refused);
    for (const path of ['.env', '@.env', 'link', pathToFileURL(join(project, '.env')).href])
      expect(await call('read', { path }), path).toEqual(refused);
    expect(await call('bash', { command: 'ls' })).toBeUndefined();
    expect(await call('read', { path: 'other' })).toBeUndefined();
    expect(await call('write', { path: '.env', content: '' })).toBeUndefined();
  });

  it('asks the person, and does what they say', async () => {
    expect(await call('bash', { command: 'date' }, true)).toBeUndefined();
    expect(await call('bash', { command: 'date' }, false)).toMatchObject({ block: true });
    expect(asked).toHaveLength(2);
    expect(await call('bash', { command: 'date' })).toMatchObject({ block: true });
  });

  it('throws, which Pi takes for a block, where a call does not say what it is about', async () => {
    await expect(call('bash', {})).rejects.toThrow('the call has no command');
  });

  it('ends the work after its turns', () => {
    const turn = { message: {}, toolResults: [{}] };
    tell('input', { source: 'interactive' });
    expect([tell('turn_end', turn), tell('turn_end', turn)]).toEqual([false, true]);
    // What an extension says is no new work, and no start of Pi is.
    tell('input', { source: 'extension' });
    tell('agent_start');
    expect(tell('turn_end', turn)).toBe(true);
    tell('input', { source: 'rpc' });
    expect(tell('turn_end', turn)).toBe(false);
  });
});

it.each(['policies.json', 'guard.json'])('the guard does not load with a damaged %s', async (name) => {
  const project = join(root, name);
  writeProject(project);
  writeFileSync(join(project, '.pi/canonry', name), '{}');
  await expect(load(project)).rejects.toThrow('canonry-guard');
});
