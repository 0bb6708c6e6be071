// Types of canonry-guard.mjs, which canonry generates; do not edit.

/** Reads the policies. Whatever is wrong with them, everything is denied afterwards. */
export declare function loadPolicies(read: () => string): LoadedPolicies;
/** What to do about one call of a tool. Never throws. */
export declare function answer(policies: LoadedPolicies, request: GuardRequest): GuardAnswer;
/** How many turns an agent may take, if its definition says so. */
export declare function maxTurnsOf(policies: LoadedPolicies, agent: string): number | undefined;

export interface GuardRequest {
  /** Who calls; `null`: nobody whom canonry defines, so that the harness decides alone. An unknown name is denied. */
  readonly agent: string | null;
  /** Everything that the call does, its own tool first; the strictest decides. */
  readonly asks: readonly Ask[];
  readonly place: Place;
  /** Whether a person can be asked now; if not, what has to be asked is denied. */
  readonly canAsk: boolean;
}

export interface Ask {
  /** A tool of agent.toml; `*` for a tool of the harness that has no name there. */
  readonly tool: string;
  /** The command line, path, URL, name or pattern; `''` for tools that are about nothing. */
  readonly subject: string;
}

/** All directories are absolute. */
export interface Place {
  /** The directory from which rules count relative paths. */
  readonly project: string;
  /** Where relative paths and command lines start, if not there. */
  readonly cwd?: string | undefined;
  readonly home?: string | undefined;
  readonly files: GuardFiles;
}

/** `realpathSync.native` and `readlinkSync` of `node:fs`. */
export interface GuardFiles {
  readonly realpath: (path: string) => string;
  readonly readlink: (path: string) => string;
}

export interface GuardAnswer {
  /** `unspecified`: the harness decides as if canonry were not there. */
  readonly decision: 'allow' | 'ask' | 'deny' | 'unspecified';
  /** One sentence: what was decided, and by which rule. */
  readonly reason: string;
}

export type LoadedPolicies = GuardPolicies | { readonly kind: 'broken'; readonly reason: string };

export interface GuardPolicies {
  readonly kind: 'policies';
  readonly unattended: boolean;
  readonly agents: readonly GuardedAgent[];
}

export interface GuardedAgent {
  readonly name: string;
  readonly maxTurns?: number;
  readonly permissions: readonly {
    readonly tool: string;
    readonly intent: 'allow' | 'ask' | 'deny';
    readonly rules: readonly { readonly pattern: string; readonly action: 'allow' | 'ask' | 'deny' }[];
  }[];
}
