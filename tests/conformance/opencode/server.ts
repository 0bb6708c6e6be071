import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileTree } from '@canonry/core';
import { openCode } from './binary.js';
import { freePort } from '../shared/free-port.js';

/** One running OpenCode that knows nothing of this machine, and the directories it may use. */
export interface Server {
  readonly url: string;
  readonly home: string;
  /** Projects are made below it. */
  readonly root: string;
  readonly stop: () => void;
}

export interface ServerOptions {
  /** Global configuration; without it there is none. */
  readonly config?: unknown;
  /** Files below the home directory. */
  readonly homeFiles?: FileTree;
}

const STARTS = 4;

/** Starts the program in an environment of our own; the first connection to it may hang, so it gets more than one chance. */
export async function startServer({ config, homeFiles = new Map() }: ServerOptions = {}): Promise<Server> {
  const root = mkdtempSync(join(tmpdir(), 'canonry-opencode-'));
  const home = join(root, 'home');
  writeFiles(home, homeFiles);
  if (config !== undefined) writeFile(join(home, '.config/opencode/config.json'), JSON.stringify(config));
  for (let attempt = 1; attempt <= STARTS; attempt += 1) {
    const running = await startOnce(root, home);
    if (running !== undefined) return { ...running, home, root };
  }
  throw new Error(`OpenCode did not answer in ${STARTS} starts`);
}

async function startOnce(root: string, home: string): Promise<{ url: string; stop: () => void } | undefined> {
  const port = await freePort();
  const child = spawn(openCode(), ['serve', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: home,
    env: environment(home),
    stdio: 'ignore',
  });
  const stop = (): void => {
    // It ignores SIGTERM.
    child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  // Nothing of it survives the tests, however they end.
  process.once('exit', stop);
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const health = await fetch(`${url}/global/health`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    if (health?.ok === true) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  child.kill('SIGKILL');
  return undefined;
}

/** Nothing of ours but a search path, and no way out: a request to any other machine goes to a closed port. */
function environment(home: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_STATE_HOME: join(home, '.local/state'),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: '127.0.0.1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    OPENCODE_PURE: '1',
    OPENCODE_ENABLE_EXA: '1',
  };
}

/** A new project below the server's root, with Git, and where it is; `prefix` puts it deeper into the work tree. */
export function makeProject({ root }: Server, files: FileTree, prefix = ''): string {
  const worktree = mkdtempSync(join(root, 'project-'));
  const directory = join(worktree, prefix);
  writeFiles(directory, files);
  execFileSync('git', ['init', '-q'], { cwd: worktree });
  return directory;
}

export function writeFiles(directory: string, files: FileTree): void {
  mkdirSync(directory, { recursive: true });
  for (const [path, { bytes, executable }] of files) {
    writeFile(join(directory, path), bytes);
    if (executable) chmodSync(join(directory, path), 0o755);
  }
}

function writeFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
