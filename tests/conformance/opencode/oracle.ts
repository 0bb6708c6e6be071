import type { Action } from '@canonry/core';
import { callId, startModel, type Call, type Model, type Turn } from './model.js';
import { startServer, type Server } from './server.js';

/** The real program with a model of ours: what it allows, asks about and refuses. */
export interface Oracle {
  readonly server: Server;
  /** The decision about each call, in their order; none where something else went wrong before anything was asked. */
  readonly decide: (where: Where, calls: readonly Call[]) => Promise<readonly (Action | undefined)[]>;
  readonly stop: () => void;
}

interface Where {
  readonly directory: string;
  readonly agent: string;
  readonly role: 'main' | 'subagent';
  /** What the person says to everything that is asked; `once` if nothing is said here. */
  readonly reply?: 'once' | 'always';
  /** Some tools are only for some models. */
  readonly model?: 'mock' | 'gpt-5';
}

/** Starts agents on behalf of us, to see them as subagents. */
const DRIVER = 'canonry-driver';
/** How many calls the model makes in one turn. */
const BATCH = 24;
/** How long a turn may go on after the last thing that was asked, in milliseconds. */
const PATIENCE = 60_000;

export async function startOracle(): Promise<Oracle> {
  const model = await startModel();
  const server = await startServer({ config: configFor(model) });
  return {
    server,
    decide: async (where, calls) => {
      const decisions: (Action | undefined)[] = [];
      for (let at = 0; at < calls.length; at += BATCH)
        decisions.push(...(await decideBatch(server, model, where, calls.slice(at, at + BATCH))));
      return decisions;
    },
    stop: () => {
      model.close();
      server.stop();
    },
  };
}

/** Whatever is allowed to run is given to a program that does nothing. */
function configFor({ url }: Model): unknown {
  const abilities = { tool_call: true, limit: { context: 1_000_000, output: 4_000 } };
  return {
    $schema: 'https://opencode.ai/config.json',
    model: 'mock/mock',
    small_model: 'mock/mock',
    shell: '/bin/true',
    agent: { [DRIVER]: { mode: 'primary', permission: 'allow' } },
    provider: {
      mock: {
        npm: '@ai-sdk/openai-compatible',
        options: { baseURL: url, apiKey: 'none' },
        models: { mock: abilities, 'gpt-5': abilities },
      },
    },
  };
}

/** A turn that does not come to its end is taken again in halves, so that what stops it is known by itself. */
async function decideBatch(
  server: Server,
  model: Model,
  where: Where,
  calls: readonly Call[],
): Promise<readonly (Action | undefined)[]> {
  const decisions = await decideTurn(server, model, where, calls);
  if (typeof decisions !== 'string') return decisions;
  console.log(`${calls.length} calls by ${where.agent} without an answer: ${decisions}`);
  if (calls.length === 1) throw new Error(`no answer about ${JSON.stringify(calls)} by ${where.agent}: ${decisions}`);
  const half = Math.ceil(calls.length / 2);
  return [
    ...(await decideBatch(server, model, where, calls.slice(0, half))),
    ...(await decideBatch(server, model, where, calls.slice(half))),
  ];
}

/** The decision about each call, or what the program was doing when it should have answered. */
async function decideTurn(
  server: Server,
  model: Model,
  where: Where,
  calls: readonly Call[],
): Promise<readonly (Action | undefined)[] | string> {
  const turn = model.turn(calls);
  const session = await prompt(server, model, where, turn);
  const asked = new Set<string>();
  let until = Date.now() + PATIENCE;
  while (turn.results === undefined) {
    if (await answerAll(server, where, asked)) until = Date.now() + PATIENCE;
    await new Promise((resolve) => setTimeout(resolve, 15));
    if (Date.now() > until) return giveUp(server, where, session);
  }
  const { results } = turn;
  return calls.map(({ tool }, index) => {
    if (!turn.offered.has(tool)) return 'deny';
    const result = results[index] ?? '';
    if (/has specified a rule which prevents|Subagent depth limit reached/.test(result)) return 'deny';
    // A file that another call has made a directory, or the other way round: what it would have asked next is not known.
    if (/FileSystem\.\w+ \(/.test(result)) return undefined;
    return asked.has(callId(turn, index)) ? 'ask' : 'allow';
  });
}

/** Ends the session, and says where it stands. */
async function giveUp(server: Server, { directory }: Where, session: string): Promise<string> {
  const path = `/session/${session}/children`;
  const children = await call<readonly { readonly id: string }[]>(server, 'GET', path, directory);
  const states: string[] = [];
  for (const id of [session, ...children.map((child) => child.id)]) {
    const messages = await call<readonly Message[]>(server, 'GET', `/session/${id}/message`, directory);
    const open = messages.flatMap(({ parts }) => parts).filter(({ state }) => state?.status === 'running');
    const errors = messages.flatMap(({ info }) => (info.error === undefined ? [] : [info.error]));
    states.push(JSON.stringify({ id, errors, open }));
    await call(server, 'POST', `/session/${id}/abort`, directory);
  }
  return states.join(', ');
}

interface Message {
  readonly info: { readonly error?: unknown };
  readonly parts: readonly { readonly tool?: string; readonly state?: { readonly status: string } }[];
}

/** The person says yes to everything: then what is asked after it is seen too. True if anything was asked. */
async function answerAll(server: Server, { directory, reply = 'once' }: Where, asked: Set<string>): Promise<boolean> {
  const permissions = await call<readonly Pending[]>(server, 'GET', '/permission', directory);
  for (const { id, tool } of permissions) {
    // A loop is asked about without a call.
    if (tool) asked.add(tool.callID);
    await call(server, 'POST', `/permission/${id}/reply`, directory, { reply });
  }
  const questions = await call<readonly Pending[]>(server, 'GET', '/question', directory);
  for (const { id } of questions)
    await call(server, 'POST', `/question/${id}/reply`, directory, { answers: [['yes']] });
  return permissions.length + questions.length > 0;
}

interface Pending {
  readonly id: string;
  readonly tool?: { readonly callID: string } | null;
}

async function prompt(
  server: Server,
  model: Model,
  { directory, agent, role, model: modelID = 'mock' }: Where,
  turn: Turn,
): Promise<string> {
  const { id } = await call<{ readonly id: string }>(server, 'POST', '/session', directory, { title: 'conformance' });
  const starts = { tool: 'task', input: { description: 'start', prompt: turn.prompt, subagent_type: agent } };
  const text = role === 'main' ? turn.prompt : model.turn([starts]).prompt;
  await call(server, 'POST', `/session/${id}/prompt_async`, directory, {
    agent: role === 'main' ? agent : DRIVER,
    model: { providerID: 'mock', modelID },
    parts: [{ type: 'text', text }],
  });
  return id;
}

/** One request to the program; throws on anything but success. */
async function call<Answer>(
  { url }: Server,
  method: string,
  path: string,
  directory: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${url}${path}?directory=${encodeURIComponent(directory)}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  const answer: Answer = JSON.parse(text === '' ? 'null' : text);
  return answer;
}
