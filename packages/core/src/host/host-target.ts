import type { Roster } from '../roster.js';
import type { Rendered, Target } from '../target.js';
import type { Host } from './host.js';

/** One part of a host to emit: a pure function to files below the root of its file system. */
export interface HostTarget {
  readonly name: string;
  /** The only paths it may write and prune, below the root: files, or directories with a final `/`. */
  readonly owns: readonly string[];
  readonly render: (input: HostRenderInput) => Rendered;
}

export interface HostRenderInput {
  readonly host: Host;
  readonly roster: Roster;
  /** The harness targets that homes have layouts of. */
  readonly harnesses: readonly Target[];
  /** What the home of each account holds that is ours, below the home: files, or directories with a final `/`. */
  readonly homePaths: ReadonlyMap<string, readonly string[]>;
}
