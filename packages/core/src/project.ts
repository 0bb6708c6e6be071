/** What canonry.toml and canonry.local.toml say together. */
export interface Project {
  /** Directories that hold agents, below the source root. */
  readonly agents: readonly string[];
  /** Enabled targets, in the order of the file, with their options. */
  readonly targets: ReadonlyMap<string, TargetSection>;
  /** Agent name to `provider/model`, for every target. */
  readonly models: ReadonlyMap<string, string>;
  /** The same for one target, which wins over `models`. */
  readonly targetModels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly accept: readonly AcceptedLoss[];
}

export interface TargetSection {
  readonly scope: Scope;
  /** Absent: the target's own default. */
  readonly enforcement?: Enforcement;
  /** The package or the module that the target comes from. Absent: it is one of canonry's own. */
  readonly package?: string;
  /** The target's own options, checked against what it declares. */
  readonly options: ReadonlyMap<string, OptionValue>;
}

export const SCOPES = ['project', 'user'] as const;
export type Scope = (typeof SCOPES)[number];

export const ENFORCEMENTS = ['declarative', 'guard'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** How a rendering can differ from its definition. */
export const LOSSES = ['widened', 'unenforced', 'narrowed', 'dropped'] as const;
export type Loss = (typeof LOSSES)[number];

/** A loss that somebody has understood, and why it is acceptable. */
export interface AcceptedLoss {
  readonly code: Loss;
  readonly target: string;
  readonly agent: string;
  /** A tool, or the key of agent.toml that is lost, such as `max_turns`. */
  readonly tool: string;
  /** Only the difference that this subject shows. */
  readonly witness?: string;
  readonly reason: string;
}

export type OptionValue = string | boolean | readonly string[];

/** What canonry.toml may say about a target, as the target itself declares it. */
export interface TargetDeclaration {
  readonly name: string;
  /** The level where canonry.toml names none. */
  readonly enforcement: Enforcement;
  /** The levels it knows; all of them if absent. */
  readonly enforcements?: readonly Enforcement[];
  /** The only paths it may write and prune, in every scope: files, or directories with a final `/`. */
  readonly owns: readonly string[];
  readonly options: readonly TargetOption[];
  /** It is none of canonry's own, so that canonry.toml has to say where it comes from. */
  readonly isForeign?: true;
}

export interface TargetOption {
  readonly name: string;
  readonly type: 'text' | 'boolean' | 'texts';
  /** If given, the only texts allowed. */
  readonly values?: readonly string[];
  readonly description: string;
}
