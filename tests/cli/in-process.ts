import { main } from '../../packages/cli/src/main.js';
import type { Io } from '../../packages/cli/src/io.js';
import { targets as ownTargets } from '../../packages/cli/src/targets.js';
import type { Finished } from './canonry.js';

interface Terminal {
  readonly cwd: string;
  /** The width of a terminal; without it, output goes to a file. */
  readonly columns?: number;
  readonly env?: Io['env'];
  readonly targets?: Io['targets'];
  readonly signal?: AbortSignal;
  readonly programs?: Io['programs'];
  readonly progress?: (doing: string) => void;
}

/** A machine without any. */
export const NO_PROGRAMS: Io['programs'] = {
  run: () => ({ code: undefined, stdout: '', stderr: 'there is no such program' }),
};

/** Runs the command in this process, on a terminal that exists only here. */
export async function onTerminal(args: readonly string[], terminal: Terminal): Promise<Finished> {
  const texts = { stdout: '', stderr: '' };
  const code = await runOn(args, terminal, (name, text) => (texts[name] += text));
  return { code, ...texts };
}

/** The same, as a person sees it: what the command says and what it answers, in the order in which it comes. */
export async function seenOnTerminal(args: readonly string[], terminal: Terminal): Promise<string> {
  let seen = '';
  await runOn(args, terminal, (_, text) => (seen += text));
  return seen;
}

async function runOn(
  args: readonly string[],
  terminal: Terminal,
  tell: (name: 'stdout' | 'stderr', text: string) => void,
): Promise<Finished['code']> {
  const { cwd, columns, env = {}, targets = ownTargets, programs = NO_PROGRAMS, progress } = terminal;
  const { signal = new AbortController().signal } = terminal;
  const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text) => tell(name, text),
    isTTY: columns !== undefined,
    columns,
  });
  const interruption = (): AbortSignal => signal;
  const streams = { stdout: output('stdout'), stderr: output('stderr') };
  return main(args, { ...streams, cwd, env, targets, interruption, programs, ...(progress && { progress }) });
}
