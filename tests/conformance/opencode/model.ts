import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { portOf } from '../shared/free-port.js';

/** A tool call that the model shall make. */
export interface Call {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One turn of the model: what it is to call, and what came of it. */
export interface Turn {
  /** The prompt that makes the model take this turn. */
  readonly prompt: string;
  readonly calls: readonly Call[];
  /** The tools that were offered to the model. */
  readonly offered: Set<string>;
  /** What each call gave, once the harness has asked the model to go on. */
  results: readonly string[] | undefined;
}

/** A model that calls what it is told to, over the chat completions protocol. */
export interface Model {
  readonly url: string;
  readonly turn: (calls: readonly Call[]) => Turn;
  readonly close: () => void;
}

export async function startModel(): Promise<Model> {
  const turns = new Map<string, Turn>();
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => answer(turns, body, response),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}/v1`,
    turn: (calls) => openTurn(turns, calls),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The id of a call, as the harness shows it in what it asks. */
export function callId(turn: Turn, index: number): string {
  return `${turn.prompt}-${index}`;
}

function openTurn(turns: Map<string, Turn>, calls: readonly Call[]): Turn {
  const prompt = `turn-${turns.size}-`;
  const turn: Turn = { prompt, calls, offered: new Set(), results: undefined };
  turns.set(prompt, turn);
  return turn;
}

interface Body {
  readonly model?: string;
  readonly messages?: readonly { readonly role: string; readonly content: unknown; readonly tool_call_id?: string }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

/** The turn is named in the last message of a person. Sessions have titles from the start, so nothing else asks about it. */
function answer(turns: ReadonlyMap<string, Turn>, body: Body, response: ServerResponse): void {
  const messages = body.messages ?? [];
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const prompt = /turn-\d+-/.exec(JSON.stringify(messages[asked]?.content ?? ''))?.[0] ?? '';
  const turn = turns.get(prompt);
  const tools = (body.tools ?? []).map((tool) => tool.function.name);
  if (turn === undefined) return send(response, body, 'done', []);
  for (const tool of tools) turn.offered.add(tool);
  const results = new Map(messages.slice(asked + 1).map((message) => [message.tool_call_id, textOf(message.content)]));
  const callable = turn.calls.map((call, index) => ({ ...call, id: callId(turn, index) }));
  const open = callable.filter(({ tool, id }) => turn.offered.has(tool) && !results.has(id));
  if (open.length > 0) return send(response, body, null, open);
  turn.results = callable.map(({ id }) => results.get(id) ?? '');
  send(response, body, 'done', []);
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

function send(
  response: ServerResponse,
  { model }: Body,
  content: string | null,
  calls: readonly (Call & { readonly id: string })[],
): void {
  const tool_calls = calls.map(({ id, tool, input }, index) => ({
    index,
    id,
    type: 'function',
    function: { name: tool, arguments: JSON.stringify(input) },
  }));
  const base = { id: 'answer', object: 'chat.completion.chunk', created: 0, model };
  const delta = { role: 'assistant', content, ...(calls.length === 0 ? {} : { tool_calls }) };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const chunks = [
    { ...base, choices: [{ index: 0, delta, finish_reason: null }] },
    { ...base, choices: [{ index: 0, delta: {}, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' }], usage },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end([...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`).join(''));
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const body: Body = JSON.parse(await text(request));
  return body;
}
