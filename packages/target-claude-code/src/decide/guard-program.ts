import type { Action } from '@canonry/core';
import type { Call } from './calls-for.js';

/**
 * A program that canonry emits beside the agents and that hooks run. Its file in the tree is known by its first line, so that
 * another program, or another version, is never taken for it; its answers come from the function that is bundled into it.
 */
export interface GuardProgram {
  readonly firstLine: string;
  /** What must stand beside it, byte for byte. */
  readonly library: { readonly name: string; readonly text: string };
  /**
   * The answer to a call, or nothing where it leaves the decision to Claude Code. `policy` is the text of the file that its
   * command names, if it is there.
   */
  readonly answer: (policy: string | undefined, asked: GuardedCall) => Action | undefined;
}

/** What the program is told on its standard input. */
export interface GuardedCall extends Call {
  /** Absent in the main conversation without `--agent`. */
  readonly agent?: string;
  readonly project: string;
  readonly home: string;
  /** It is the use of a skill that runs as another agent. */
  readonly startsAgent: boolean;
}
