import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

/** A Chromium that is told what to do through a pipe, by the DevTools protocol. */
export interface Browser {
  readonly open: (url: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export interface Page {
  readonly send: (method: string, params?: object) => Promise<Answer>;
  /** Goes to an address, and waits until the page is there. */
  readonly visit: (url: string) => Promise<void>;
  /** What an expression comes to, in the page. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** What the page asked the network for, wrote to the console, or threw. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

/** What the answers hold that is asked for here. */
interface Answer {
  readonly targetId?: string;
  readonly sessionId?: string;
  readonly data?: string;
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: object;
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Answer>;

export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'canonry-chromium-'));
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--remote-debugging-pipe',
  ];
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const child = spawn(
    process.env['REPORT_BROWSER'] ?? 'chromium',
    [...flags, ...quiet, `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: profile },
    },
  );
  const listeners = new Set<(message: Message) => void>();
  const send = talk(child, listeners);
  return {
    open: (url) => openPage(send, listeners, url),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await send('Browser.close').catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Each message is JSON with a zero byte behind it; file 3 is what the browser reads, file 4 what it writes. */
function talk(child: ChildProcess, listeners: Set<(message: Message) => void>): Send {
  const [, , , input, output] = child.stdio;
  if (!(input instanceof Writable) || !(output instanceof Readable)) throw new Error('the browser has no pipe');
  const waiting = new Map<number, (message: Message) => void>();
  let last = 0;
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message: Message = JSON.parse(part);
      if (message.id === undefined) for (const listener of listeners) listener(message);
      else waiting.get(message.id)?.(message);
    }
  });
  const fail = (reason: string): void => {
    for (const [id, answer] of waiting) answer({ id, error: { message: reason } });
  };
  child.once('error', (error) => fail(error.message));
  child.once('exit', () => fail('the browser has ended'));
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result ?? {});
        else reject(new Error(`${method}: ${error.message}`));
      });
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}

async function openPage(send: Send, listeners: Set<(message: Message) => void>, url: string): Promise<Page> {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const requests: string[] = [];
  const complaints: string[] = [];
  let onLoad: (() => void) | undefined;
  const listen = ({ sessionId: from, method, params = {} }: Message): void => {
    if (from !== sessionId) return;
    if (method === 'Network.requestWillBeSent') requests.push(params.request?.url ?? '');
    const isBad =
      method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded' || method === 'Runtime.consoleAPICalled';
    if (isBad) complaints.push(JSON.stringify(params));
    if (method === 'Page.loadEventFired') onLoad?.();
  };
  listeners.add(listen);
  const toPage: Page['send'] = (method, params) => send(method, params, sessionId);
  for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await toPage(`${domain}.enable`);
  const visit = async (address: string): Promise<void> => {
    const loaded = new Promise<void>((resolve) => {
      onLoad = resolve;
    });
    await toPage('Page.navigate', { url: address });
    await loaded;
  };
  if (url !== 'about:blank') await visit(url);
  return {
    send: toPage,
    visit,
    evaluate: async (expression) => {
      const answer = await toPage('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
      return answer.result?.value;
    },
    requests,
    complaints,
  };
}
