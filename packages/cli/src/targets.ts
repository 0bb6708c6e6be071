import type { Target, TargetDeclaration } from '@canonry/core';
import { declaration as claudeCode } from '@canonry/target-claude-code/declaration';
import { declaration as opencode } from '@canonry/target-opencode/declaration';

/** A target as canonry.toml may name it; what it renders is loaded when it is needed. */
export interface TargetEntry extends TargetDeclaration {
  /** Absent: its options are known, but this version cannot render it yet. */
  readonly load?: () => Promise<Target>;
}

/** The one list of targets. Adding a target means adding it here. */
export const targets: readonly TargetEntry[] = [
  { ...opencode, load: async () => (await import('@canonry/target-opencode')).opencode },
  { ...claudeCode, load: async () => (await import('@canonry/target-claude-code')).claudeCode },
  {
    name: 'pi',
    enforcement: 'guard',
    owns: [],
    options: [{ name: 'primary', type: 'text', description: "The primary agent that Pi's single system prompt is." }],
  },
];

/** What each target may write, whether a project enables it or not. */
export function pathsOwned(entries: readonly TargetEntry[]): ReadonlyMap<string, readonly string[]> {
  return new Map(entries.map(({ name, owns }) => [name, owns]));
}
