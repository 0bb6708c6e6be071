import { afterAll, beforeAll } from 'vitest';
import type { Oracle } from './ask-program.js';
import { makeSandbox } from './make-sandbox.js';
import { claudeCodeProgram } from './program.js';

/** The program, with one place for all tests of a file. Policies speak of /tmp, and must not mean the place itself. */
export function useOracle(): () => Oracle {
  const ready: (Oracle & { readonly remove: () => void })[] = [];
  beforeAll(() => {
    const { directory, remove } = makeSandbox('/var/tmp');
    ready.push({ program: claudeCodeProgram(), sandbox: directory, remove });
  });
  afterAll(() => {
    for (const { remove } of ready) remove();
  });
  return () => {
    const [oracle] = ready;
    if (oracle === undefined) throw new Error('the tests have not begun');
    return oracle;
  };
}
