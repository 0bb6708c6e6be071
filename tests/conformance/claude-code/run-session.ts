import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { callId, OPENING, startMessagesServer, type Call, type Thread, type ToolResult } from './messages-server.js';

/** One start of the real program. */
export interface Session {
  readonly program: string;
  /** A directory in which anything may happen. */
  readonly sandbox: string;
  /** Below the project, or with `~/` below the home. */
  readonly files: ReadonlyMap<string, string>;
  readonly trusted: boolean;
  /** The person thinks for a while before they answer. */
  readonly isSlow?: boolean | undefined;
  /** The person is not root. */
  readonly isOrdinary?: boolean | undefined;
  /** Below the project, if the person does not start the program in it. */
  readonly startIn?: string | undefined;
  readonly arguments: readonly string[];
  readonly threads: readonly Thread[];
  /** Calls to which the person says yes; to all others, no. */
  readonly approved?: ReadonlySet<string>;
}

type RealDecision = 'allow' | 'ask' | 'deny';

export interface Answer {
  /** `unclear`: the program failed otherwise, so it has not said what it permits. */
  readonly decision: RealDecision | 'unclear';
  readonly text: string;
}

export interface SessionReport {
  /** By the id of the call. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** All messages to the model, as JSON. */
  readonly told: string;
  /** Names of the agents that the program says it has. */
  readonly agents: readonly string[];
  /** Names of the tools that it offers to the agent that a person talks to. */
  readonly tools: readonly string[];
  /** What it notes about files of agents and skills that it does not take as they are. */
  readonly complaints: readonly string[];
  readonly errors: string;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

const SESSION_TIMEOUT = 180_000;
const A_WHILE = 3_000;

const ControlRequest = z.looseObject({
  type: z.literal('control_request'),
  request_id: z.string(),
  request: z.looseObject({ subtype: z.literal('can_use_tool'), tool_use_id: z.string(), input: z.unknown() }),
});
const Init = z.looseObject({
  type: z.literal('system'),
  subtype: z.literal('init'),
  agents: z.array(z.string()),
  tools: z.array(z.string()),
});
const Result = z.looseObject({ type: z.literal('result') });

/** Lets the program make the calls of all threads, and says what it answered to each. */
export async function runSession(session: Session): Promise<SessionReport> {
  const directory = mkdtempSync(join(session.sandbox, 's-'));
  const place = { directory, project: join(directory, 'project'), home: join(directory, 'home') };
  layOut(place, session);
  const threads = session.threads.map((thread) => placeCalls(thread, place));
  const server = await startMessagesServer(join(directory, 'model.sock'), threads, (call) => {
    makeReady(call, place, session);
  });
  try {
    const talk = await converse(session, place);
    if (server.failure() !== undefined) throw new Error('the model has failed', { cause: server.failure() });
    const ids = threads.flatMap((thread) => thread.calls.map((_, at) => callId(thread, at)));
    const answers = new Map(ids.map((id) => [id, answerOf(server.results.get(id), talk.asked.has(id))]));
    return {
      answers,
      told: [...server.told].join('\n'),
      agents: talk.agents,
      tools: talk.tools,
      complaints: complaintsIn(place),
      errors: talk.errors,
    };
  } finally {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function complaintsIn({ directory }: Place): readonly string[] {
  const lines = readFileSync(join(directory, 'debug.log'), 'utf8').split('\n');
  return lines.filter((line) => /Agent file|Agent '|frontmatter|Warning: Skill|[Ii]nvalid settings/.test(line));
}

interface Place {
  readonly directory: string;
  readonly project: string;
  readonly home: string;
}

function placeCalls(thread: Thread, place: Place): Thread {
  const calls = thread.calls.map(({ name, input }) => ({
    name,
    input: Object.fromEntries(
      Object.entries(input).map(([key, value]) => [key, typeof value === 'string' ? fillIn(value, place) : value]),
    ),
  }));
  return { ...thread, calls };
}

/** `{project}` and `{home}` stand for directories that are known only once the session has its place. */
function fillIn(text: string, { project, home }: Place): string {
  return text.replaceAll('{project}', project).replaceAll('{home}', home);
}

function layOut(place: Place, session: Session): void {
  for (const path of [
    join(place.project, session.startIn ?? ''),
    join(place.home, '.claude'),
    join(place.directory, 'tmp'),
  ])
    mkdirSync(path, { recursive: true });
  putFiles(place, session);
  const projects = session.trusted ? { [place.project]: { hasTrustDialogAccepted: true } } : {};
  const known = JSON.stringify({ hasCompletedOnboarding: true, projects });
  writeFileSync(join(place.home, '.claude/.claude.json'), known);
}

function putFiles(place: Place, { files }: Session): void {
  for (const [path, text] of files) {
    const file = path.startsWith('~/') ? join(place.home, path.slice(2)) : join(place.project, path);
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fillIn(text, place));
  }
}

/** The tools for files refuse some calls before they ask: a file must be there to be read, and must not to be written. */
function makeReady({ name, input }: Call, place: Place, session: Session): void {
  const { file_path: path } = input;
  const isInside = typeof path === 'string' && path.startsWith(`${place.directory}/`);
  if (isInside) makeRoom(path, place.directory);
  putFiles(place, session);
  if (!isInside) return;
  if (name !== 'Read') rmSync(path, { recursive: true, force: true });
  else if (!existsSync(path)) writeFileSync(path, '');
}

/** An earlier call may have written a file where a directory is needed now. */
function makeRoom(path: string, root: string): void {
  for (let parent = dirname(path); parent.length > root.length; parent = dirname(parent)) {
    if (existsSync(parent) && !statSync(parent).isDirectory()) rmSync(parent);
  }
  mkdirSync(dirname(path), { recursive: true });
}

interface Talk {
  readonly asked: ReadonlySet<string>;
  readonly agents: readonly string[];
  readonly tools: readonly string[];
  readonly errors: string;
}

async function converse(session: Session, place: Place): Promise<Talk> {
  const program = spawn(
    'unshare',
    [
      '-rmnpf',
      '--mount-proc',
      'sh',
      join(HERE, 'enter-sandbox.sh'),
      session.sandbox,
      place.directory,
      session.program,
      ...'-p --input-format stream-json --output-format stream-json --verbose --permission-prompt-tool stdio'.split(
        ' ',
      ),
      ...'--no-session-persistence --model claude-sonnet-4-5'.split(' '),
      '--debug-file',
      join(place.directory, 'debug.log'),
      ...serversFor(session.threads),
      ...session.arguments,
    ],
    { env: environment(place, session), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    program.on('close', () => resolve());
  });
  const timer = setTimeout(() => program.kill('SIGKILL'), SESSION_TIMEOUT);
  const errors: string[] = [];
  // It is gone when it does not listen any more; why, it says elsewhere.
  program.stdin.on('error', () => undefined);
  program.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString('utf8')));
  const say = (message: unknown): void => {
    program.stdin.write(`${JSON.stringify(message)}\n`);
  };
  const asked = new Set<string>();
  let agents: readonly string[] = [];
  let tools: readonly string[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => {
    const message: unknown = JSON.parse(line);
    const control = ControlRequest.safeParse(message);
    if (control.success) {
      asked.add(control.data.request.tool_use_id);
      const { tool_use_id: id, input } = control.data.request;
      const isApproved = session.approved?.has(id) === true;
      const response = isApproved
        ? { behavior: 'allow', updatedInput: input }
        : { behavior: 'deny', message: 'the person said no' };
      const answer = { subtype: 'success', request_id: control.data.request_id, response };
      setTimeout(
        () => say({ type: 'control_response', response: answer }),
        session.isSlow === true && !isApproved ? A_WHILE : 0,
      );
    }
    const init = Init.safeParse(message);
    if (init.success) ({ agents, tools } = init.data);
    if (Result.safeParse(message).success) program.stdin.end();
  });
  say({ type: 'control_request', request_id: 'begin', request: { subtype: 'initialize' } });
  say({ type: 'user', message: { role: 'user', content: OPENING } });
  await ended;
  clearTimeout(timer);
  // A program that has not even begun must not pass for one that denies.
  if (agents.length === 0) throw new Error(`Claude Code did not start: ${errors.join('')}`);
  return { asked, agents, tools, errors: errors.join('') };
}

/** The servers whose tools are called, with these tools. */
function serversFor(threads: readonly Thread[]): readonly string[] {
  const servers = new Map<string, Set<string>>();
  for (const { name } of threads.flatMap(({ calls }) => calls)) {
    const [, server, tool] = /^mcp__((?:(?!__).)+)__(.+)$/.exec(name) ?? [];
    if (server !== undefined && tool !== undefined) servers.set(server, new Set(servers.get(server)).add(tool));
  }
  if (servers.size === 0) return [];
  const started = [...servers].map(([server, tools]) => [
    server,
    { command: process.execPath, args: [join(HERE, 'mcp-server.mjs'), ...tools] },
  ]);
  return ['--mcp-config', JSON.stringify({ mcpServers: Object.fromEntries(started) }), '--strict-mcp-config'];
}

/** Nothing of the machine's own environment: no credentials, no settings. */
function environment(
  { directory, home }: Place,
  { sandbox, startIn = '', isOrdinary = false }: Session,
): Readonly<Record<string, string>> {
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    // A shell that runs nothing: what is allowed cannot hurt. Hooks are run by another.
    SHELL: join(sandbox, 'bash'),
    HOME: home,
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
    TMPDIR: join(directory, 'tmp'),
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    NODE: process.execPath,
    START_IN: startIn,
    ...(isOrdinary ? { ORDINARY: 'yes' } : {}),
    BRIDGE: join(HERE, 'bridge.mjs'),
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:8080',
    ANTHROPIC_API_KEY: 'none',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    // Subagents one after the other, and every command from the project's directory.
    CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
    CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR: '1',
  };
}

const DENIED =
  /^Permission to use|has been denied|denied by your permission|blocked by a deny rule|blocked by permission rules|denied access to|hook error:|No such tool available|covered by a Read deny|Agent type '.*' not found|<tool_use_error>InputValidationError/;
/** What only happens to a call that was let through: a command that fails, a file system that cannot be written, a web that is not there. */
const LET_THROUGH =
  /^Exit code \d|EROFS|EACCES|EISDIR: illegal operation on a directory, read|Unable to verify if domain|Invalid URL|File does not exist|Unknown skill/;

function answerOf(result: ToolResult | undefined, wasAsked: boolean): Answer {
  if (wasAsked) return { decision: 'ask', text: result?.text ?? '' };
  if (result === undefined) return { decision: 'unclear', text: 'the call was not answered' };
  if (!result.failed && !/^Unable to|blocked by permission rules/.test(result.text))
    return { decision: 'allow', text: result.text };
  if (DENIED.test(result.text)) return { decision: 'deny', text: result.text };
  return { decision: LET_THROUGH.test(result.text) ? 'allow' : 'unclear', text: result.text };
}
