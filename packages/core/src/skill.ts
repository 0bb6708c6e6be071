import type { FileTree } from './file-tree.js';

/** A directory that teaches an agent one thing, by the Agent Skills specification. */
export interface Skill {
  readonly name: string;
  readonly description: string;
  /** What its `allowed-tools` would have harnesses permit; nothing here obeys it, because agents have policies. */
  readonly allowedTools?: string;
  /** Everything in its directory, SKILL.md among it, by path below that directory. */
  readonly files: FileTree;
}

/** A Markdown file that agents refer to by name: a coding rule or a context file. */
export interface TextFile {
  readonly name: string;
  /** Path below the source root. */
  readonly file: string;
  readonly text: string;
}
