import type { Agent } from './agent.js';
import type { Finding } from './diagnostic.js';
import type { FileTree } from './file-tree.js';

/** What the files of a harness say, as canonry says it. Data, nothing written. An error among the findings means that nothing should be. */
export interface Imported {
  /** In the order in which the harness knows them. */
  readonly agents: readonly ImportedAgent[];
  readonly skills: readonly ImportedSkill[];
  readonly findings: readonly Finding[];
}

export interface ImportedAgent {
  readonly agent: Omit<Agent, 'file'>;
  /** `provider/model`, for canonry.toml. */
  readonly model?: string;
  /** The file that says most of it, as it was handed over. */
  readonly from: string;
}

export interface ImportedSkill {
  readonly name: string;
  /** Everything in its directory, by path below that directory. */
  readonly files: FileTree;
}
