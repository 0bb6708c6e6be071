import type { FileTree, Imported, Policy, ReadOptions } from '@canonry/core';

/** A harness whose files can be read back. */
export interface ImportFormat {
  readonly name: string;
  /** The target that canonry.toml enables, and for which models are named. */
  readonly target: string;
  readonly load: () => Promise<ImportReader>;
}

export interface ImportReader {
  /** Files and directories below the root, in which the harness looks. */
  readonly places: readonly string[];
  /** Further files that those name. */
  readonly more: (files: FileTree) => readonly string[];
  readonly read: (files: FileTree, options: ReadOptions) => Imported;
  /** What the harness does with a tool about which nobody says anything; absent where it writes everything out. */
  readonly unspecified?: (tool: string) => Policy | undefined;
}

/** The one list of formats with agents that `canonry import` knows. */
export const importFormats: readonly ImportFormat[] = [
  { name: 'opencode', target: 'opencode', load: async () => (await import('@canonry/target-opencode/read')).reader },
  {
    name: 'claude-code',
    target: 'claude-code',
    load: async () => (await import('@canonry/target-claude-code/read')).reader,
  },
  { name: 'pi', target: 'pi', load: async () => (await import('@canonry/target-pi/read')).reader },
];
