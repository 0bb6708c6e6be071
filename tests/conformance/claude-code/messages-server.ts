import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';

/** A tool call that the pretended model makes. */
export interface Call {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the model does in one conversation. The conversation is known by a text of its system prompt. */
export interface Thread {
  /** Part of the tool call ids; distinct in a session. */
  readonly id: string;
  /** Absent: the conversation that the person has opened, if it is not an agent's. */
  readonly marker?: string;
  readonly calls: readonly Call[];
}

export interface ToolResult {
  readonly failed: boolean;
  readonly text: string;
}

export interface MessagesServer {
  /** What the harness has told the model about each call, by its id. */
  readonly results: ReadonlyMap<string, ToolResult>;
  /** All messages to the model, as JSON. */
  readonly told: ReadonlySet<string>;
  /** What went wrong in the model itself. */
  readonly failure: () => unknown;
  readonly close: () => void;
}

export function callId(thread: Thread, at: number): string {
  return `toolu_${thread.id}_${String(at).padStart(4, '0')}`;
}

/**
 * A model that makes the calls of its threads, one a turn. It remembers nothing: which call comes next is read from the
 * conversation, so the main agent and its subagents can be answered in any order.
 */
export async function startMessagesServer(
  socket: string,
  threads: readonly Thread[],
  beforeCall: (call: Call) => void,
): Promise<MessagesServer> {
  const results = new Map<string, ToolResult>();
  const told = new Set<string>();
  let failure: unknown;
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => answer(response, request, body, { threads, results, told, beforeCall }))
      .catch((error: unknown) => {
        failure ??= error;
        // Nothing would come after this; the session ends, and says why.
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end('{"type":"error","error":{"type":"invalid_request_error","message":"the model has failed"}}');
      });
  });
  await new Promise<void>((listening) => {
    server.listen(socket, listening);
  });
  return {
    results,
    told,
    failure: () => failure,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What the person says to begin with. */
export const OPENING = 'Begin the test.';

interface Memory {
  /** Makes the place ready for a call. */
  readonly beforeCall: (call: Call) => void;
  readonly threads: readonly Thread[];
  readonly results: Map<string, ToolResult>;
  readonly told: Set<string>;
}

const Block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  tool_use_id: z.string().optional(),
  is_error: z.boolean().optional(),
  content: z.unknown().optional(),
});
const Content = z.union([z.string(), z.array(Block)]);
const Body = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  system: Content.optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: Content })),
});

function answer(response: ServerResponse, request: IncomingMessage, text: string, memory: Memory): void {
  const path = request.url?.split('?')[0] ?? '';
  if (path.endsWith('/count_tokens')) {
    sendJson(response, { input_tokens: 10 });
    return;
  }
  if (request.method !== 'POST' || !path.endsWith('/messages')) {
    sendJson(response, { data: [], has_more: false });
    return;
  }
  const body = Body.parse(JSON.parse(text));
  noteResults(body, memory);
  for (const { content } of body.messages) memory.told.add(JSON.stringify(content));
  const block = nextBlock(body, memory);
  const message = {
    id: 'msg_conformance',
    type: 'message',
    role: 'assistant',
    model: body.model,
    stop_sequence: null,
    usage: { input_tokens: 10, output_tokens: 5 },
  };
  const stop = block.type === 'tool_use' ? 'tool_use' : 'end_turn';
  if (body.stream === true) sendEvents(response, message, block, stop);
  else sendJson(response, { ...message, content: [block], stop_reason: stop });
}

type ReplyBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: Call['input'] };

function nextBlock(body: z.infer<typeof Body>, { threads, beforeCall }: Memory): ReplyBlock {
  // A request without tools is a side question of the harness, such as for a title.
  if (body.tools === undefined || body.tools.length === 0) return { type: 'text', text: '{"title":"t"}' };
  const thread = threadOf(body, threads);
  if (thread === undefined) return { type: 'text', text: 'nothing to do' };
  const made = blocksOf(body).filter(
    ({ type, id }) => type === 'tool_use' && id?.startsWith(`toolu_${thread.id}_`) === true,
  ).length;
  const call = thread.calls[made];
  if (call === undefined) return { type: 'text', text: 'done' };
  beforeCall(call);
  return { type: 'tool_use', id: callId(thread, made), name: call.name, input: call.input };
}

function threadOf(body: z.infer<typeof Body>, threads: readonly Thread[]): Thread | undefined {
  const system = plainText(body.system);
  const agent = threads.find(({ marker }) => marker !== undefined && system.includes(marker));
  if (agent !== undefined) return agent;
  const isOpened = body.messages.some(({ role, content }) => role === 'user' && plainText(content).includes(OPENING));
  return isOpened ? threads.find(({ marker }) => marker === undefined) : undefined;
}

function noteResults(body: z.infer<typeof Body>, { results }: Memory): void {
  for (const block of blocksOf(body)) {
    if (block.type !== 'tool_result' || block.tool_use_id === undefined) continue;
    const content = Content.safeParse(block.content ?? '');
    results.set(block.tool_use_id, {
      failed: block.is_error === true,
      text: content.success ? plainText(content.data) : '',
    });
  }
}

function blocksOf(body: z.infer<typeof Body>): readonly z.infer<typeof Block>[] {
  return body.messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
}

function plainText(content: z.infer<typeof Content> | undefined): string {
  if (content === undefined || typeof content === 'string') return content ?? '';
  return content.map(({ text }) => text ?? '').join('\n');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function sendEvents(
  response: ServerResponse,
  message: Readonly<Record<string, unknown>>,
  block: ReplyBlock,
  stop: string,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (type: string, fields: Readonly<Record<string, unknown>>): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  };
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  const isText = block.type === 'text';
  send('content_block_start', {
    index: 0,
    content_block: isText ? { type: 'text', text: '' } : { ...block, input: {} },
  });
  send('content_block_delta', {
    index: 0,
    delta: isText
      ? { type: 'text_delta', text: block.text }
      : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
  });
  send('content_block_stop', { index: 0 });
  send('message_delta', { delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 5 } });
  send('message_stop', {});
  response.end();
}
