import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Program } from './binary.js';
import type { Call, Model, Turn } from './model.js';

/** What a person sees of one turn. */
export interface Seen {
  readonly turn: Turn;
  /** What the person was asked. */
  readonly asked: readonly string[];
}

/** A running Pi that is talked to over its protocol, as editors do. */
export interface Session {
  readonly say: (steps: readonly (readonly Call[])[], answer?: boolean) => Promise<Seen>;
  /** A command that the person types behind `!`: its exit code. */
  readonly type: (command: string) => Promise<number>;
  readonly stop: () => void;
}

export interface SessionOptions {
  readonly program: Program;
  readonly model: Model;
  readonly project: string;
  readonly home: string;
  /** More arguments of the command line. */
  readonly args?: readonly string[];
}

interface Event {
  readonly type: string;
  readonly method?: string;
  readonly id?: string;
  readonly message?: unknown;
  readonly success?: boolean;
  readonly error?: string;
  readonly command?: string;
  readonly data?: { readonly exitCode?: number };
}

/** A limit only ends what hangs: no test is about how fast a machine is. */
const PATIENCE = 180_000;

export function startSession(options: SessionOptions): Session {
  const child = start(options, ['--mode', 'rpc']);
  let listener: ((event: Event) => void) | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const event: Event = JSON.parse(line);
    listener?.(event);
  });
  const write = (command: object): boolean => child.stdin.write(`${JSON.stringify(command)}\n`);
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));

  const say: Session['say'] = (steps, answer = true) =>
    new Promise((resolve, reject) => {
      const turn = options.model.turn(steps);
      const asked: string[] = [];
      const fail = (why: string): void => reject(new Error(`${why}\n${said.join('')}`));
      const timer = setTimeout(
        () => fail(`no end of ${JSON.stringify(steps)}: ${turn.requests} requests, asked ${asked.length}`),
        PATIENCE,
      );
      child.once('exit', (code) => fail(`Pi ended with ${code}`));
      listener = (event) => {
        if (event.type === 'response' && event.success === false) fail(event.error ?? 'refused');
        if (event.type === 'extension_ui_request' && event.method === 'confirm') {
          asked.push(String(event.message));
          write({ type: 'extension_ui_response', id: event.id, confirmed: answer });
        }
        if (event.type !== 'agent_end') return;
        clearTimeout(timer);
        child.removeAllListeners('exit');
        // The end is told a moment before the next prompt is taken.
        setTimeout(() => resolve({ turn, asked }), 5);
      };
      write({ type: 'prompt', message: turn.prompt });
    });
  const type: Session['type'] = (command) =>
    new Promise((resolve) => {
      listener = (event) => {
        if (event.type === 'response' && event.command === 'bash') resolve(event.data?.exitCode ?? -1);
      };
      write({ type: 'bash', command });
    });
  return { say, type, stop: () => child.kill('SIGKILL') };
}

interface Ended {
  readonly exitCode: number | null;
  readonly said: string;
}

/** Pi for one prompt, without anybody who could be asked: what it said and how it ended. */
export function runOnce(options: SessionOptions, { prompt }: Turn): Promise<Ended> {
  return new Promise((resolve) => {
    const child = start(options, ['-p', prompt]);
    child.stdin.end();
    const said: string[] = [];
    child.stdout.on('data', (data: Buffer) => said.push(data.toString()));
    child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
    child.on('close', (exitCode) => resolve({ exitCode, said: said.join('') }));
  });
}

/** Nothing of ours but a search path, and no way out: what it asks of other machines goes to a closed port. */
function start(
  { program, project, home, args = [] }: SessionOptions,
  mode: readonly string[],
): ChildProcessWithoutNullStreams {
  const nowhere = 'http://127.0.0.1:9';
  const common = [...(args.includes('--session-dir') ? [] : ['--no-session']), '--model', 'fake/fake-model'];
  return spawn(program.node, [program.cli, ...common, ...mode, ...args], {
    cwd: project,
    env: {
      PATH: `${dirname(program.node)}:/usr/bin:/bin`,
      HOME: home,
      PI_OFFLINE: '1',
      PI_TELEMETRY: '0',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      NO_PROXY: '127.0.0.1',
    },
  });
}
