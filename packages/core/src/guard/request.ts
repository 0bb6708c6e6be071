import type { Action } from '../agent.js';

/** One call of a harness's tool, in canonry's words. The program in the harness makes it and obeys the answer. */
export interface GuardRequest {
  /** Who calls. `null`: somebody who is no agent of canonry, so that the harness decides alone. An unknown name is denied. */
  readonly agent: string | null;
  /** Everything that the call does, its own tool first; the strictest decides. One is enough for most calls. */
  readonly asks: readonly Ask[];
  readonly place: Place;
  /** Whether a person can be asked now. If not, what has to be asked is denied. */
  readonly canAsk: boolean;
}

/**
 * One thing that a call does. `tool` is a name of agent.toml; `*` for a tool of the harness that has none there.
 * `subject` is, by tool:
 * - `bash`: the command line as the model wrote it;
 * - `read`, `edit`: the path, absolute or from `cwd`. What the harness itself does to a path first (`@x`, other spaces, `file://`) is
 *   done to it before. A leading `~/` is the home directory; where the harness means a directory of that name, `./~/`.
 *   Links are followed here, and leaving the project is asked for here;
 * - `external_directory`: the directory that another tool works in (a search, say), written as for `read`; it counts only
 *   if it lies outside the project;
 * - `webfetch` the URL, `websearch` the query, `task` and `skill` the name, `glob` the pattern, `grep` the expression;
 * - all other tools: `''`.
 */
export interface Ask {
  readonly tool: string;
  readonly subject: string;
}

/** Where the call would be carried out. All paths are absolute and have `/` between their parts. */
export interface Place {
  /** The directory from which rules count relative paths. */
  readonly project: string;
  /** Where relative paths and command lines start, if not there. */
  readonly cwd?: string | undefined;
  /** Without it, what depends on it gets the strictest decision over all homes. */
  readonly home?: string | undefined;
  readonly files: GuardFiles;
}

/** Two functions of `node:fs`; both throw where there is nothing to say. */
export interface GuardFiles {
  /** `realpathSync.native`: where a file system ignores case, it also knows how a name is really written. */
  readonly realpath: (path: string) => string;
  /** `readlinkSync`: a link to nothing can be written through, and only this function sees it. */
  readonly readlink: (path: string) => string;
}

export interface GuardAnswer {
  /** `unspecified`: no policy speaks of it, and the harness decides as if canonry were not there. */
  readonly decision: Action | 'unspecified';
  /** One sentence for the model and the person: what was decided, and by which rule. */
  readonly reason: string;
}
