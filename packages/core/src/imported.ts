import type { Agent } from './agent.js';
import type { Finding } from './diagnostic.js';
import type { FileTree } from './file-tree.js';
import type { Enforcement } from './project.js';

/** What the files of a harness say, as canonry says it. Data, nothing written. An error among the findings means that nothing should be. */
export interface Imported {
  /** In the order in which the harness knows them. */
  readonly agents: readonly ImportedAgent[];
  readonly skills: readonly ImportedSkill[];
  readonly findings: readonly Finding[];
  /** The level at which these files hold what the agents may do, if another one would hold less. */
  readonly enforcement?: Enforcement;
  /** Options of the target with which it writes where these files are. */
  readonly options?: ReadonlyMap<string, string>;
}

export interface ImportedAgent {
  readonly agent: Omit<Agent, 'file'>;
  /** `provider/model`, for canonry.toml. */
  readonly model?: string;
  /** The file that says most of it, as it was handed over. */
  readonly from: string;
  /** Keys that no file says: what stands there is what canonry or the harness puts in their place. */
  readonly unsaid?: readonly ('description' | 'mode')[];
}

export interface ImportedSkill {
  readonly name: string;
  /** Everything in its directory, by path below that directory. */
  readonly files: FileTree;
}
