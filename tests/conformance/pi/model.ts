import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { portOf } from '../shared/free-port.js';

/** A tool call that the model shall make. */
export interface Call {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a person says, what the model answers to it, and what was seen of it. */
export interface Turn {
  readonly prompt: string;
  /** The calls of its answers, one after the other; then it says that it is done. */
  readonly steps: readonly (readonly Call[])[];
  /** Numbers of steps before which the model is out of order once. */
  readonly failures: Set<number>;
  /** What it was told: of the first request the system prompt and the tools, and how many requests there were. */
  system: string;
  offered: readonly string[];
  /** The last thing that the person said, as it reached the model. */
  heard: string;
  requests: number;
  /** What the calls gave, in their order. */
  results: readonly string[];
}

export interface Model {
  readonly url: string;
  readonly turn: (steps: readonly (readonly Call[])[], failures?: readonly number[]) => Turn;
  readonly close: () => void;
}

interface Message {
  readonly role: string;
  readonly content: unknown;
}

interface Body {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

/** A model that calls what it is told to, over the chat completions protocol, on loopback. */
export async function startModel(): Promise<Model> {
  const turns = new Map<string, Turn>();
  const server = createServer((request, response) => {
    text(request).then(
      (sent) => {
        const body: Body = JSON.parse(sent);
        answer(turns, body, response);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}/v1`,
    turn: (steps, failures = []) => {
      const told = { system: '', offered: [], heard: '', requests: 0, results: [] };
      const turn: Turn = { prompt: `turn-${turns.size}-`, steps, failures: new Set(failures), ...told };
      turns.set(turn.prompt, turn);
      return turn;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The turn is named in the last message of a person. */
function answer(turns: ReadonlyMap<string, Turn>, body: Body, response: ServerResponse): void {
  const asked = body.messages.findLastIndex(({ role }) => role === 'user');
  const prompt = /turn-\d+-/.exec(JSON.stringify(body.messages[asked]?.content))?.[0] ?? '';
  const turn = turns.get(prompt);
  if (turn === undefined) return send(response, body.model, [], 'none');
  const since = body.messages.slice(asked + 1);
  if (turn.requests === 0) {
    turn.system = textOf(body.messages.find(({ role }) => role === 'system' || role === 'developer')?.content ?? '');
    turn.heard = textOf(body.messages[asked]?.content ?? '');
    turn.offered = (body.tools ?? []).map((tool) => tool.function.name);
  }
  turn.requests += 1;
  turn.results = since.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
  const step = since.filter(({ role }) => role === 'assistant').length;
  if (turn.failures.delete(step)) {
    response.writeHead(503).end('out of order');
    return;
  }
  send(response, body.model, turn.steps[step] ?? [], `${prompt}${step}`);
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

function send(response: ServerResponse, model: string, calls: readonly Call[], id: string): void {
  const tool_calls = calls.map(({ tool, input }, index) => ({
    index,
    id: `${id}-${index}`,
    type: 'function',
    function: { name: tool, arguments: JSON.stringify(input) },
  }));
  const base = { id: 'answer', object: 'chat.completion.chunk', created: 0, model };
  const delta = {
    role: 'assistant',
    content: calls.length === 0 ? 'done' : null,
    ...(calls.length === 0 ? {} : { tool_calls }),
  };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const chunks = [
    { ...base, choices: [{ index: 0, delta, finish_reason: null }] },
    { ...base, choices: [{ index: 0, delta: {}, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' }], usage },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end([...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`).join(''));
}
