import { main } from '../../packages/cli/src/main.js';
import type { Io } from '../../packages/cli/src/io.js';
import type { Finished } from './canonry.js';

interface Terminal {
  readonly cwd: string;
  /** The width of a terminal; without it, output goes to a file. */
  readonly columns?: number;
  readonly env?: Io['env'];
}

/** Runs the command in this process, on a terminal that exists only here. */
export async function onTerminal(args: readonly string[], { cwd, columns, env = {} }: Terminal): Promise<Finished> {
  const texts = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text) => (texts[name] += text),
    isTTY: columns !== undefined,
    columns,
  });
  const code = await main(args, { stdout: output('stdout'), stderr: output('stderr'), cwd, env });
  return { code, ...texts };
}
