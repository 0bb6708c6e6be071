import type { Action, Rule } from '@canonry/core';

/** What shells, editors and harnesses obey: Claude Code asks before it writes them, whatever it is allowed. */
const PROTECTED = ['.*', '*/.*', '*bunfig.toml', '*lefthook.yml', '*pyrightconfig.json'] as const;

interface Zones<Item> {
  readonly inside: Item;
  readonly outside: Item;
}

/** A little more than those, so that a person can read it: everything hidden. Only where something is allowed. */
export function protectedRules(
  bases: Zones<Action>,
  allowed: Zones<readonly Rule[]>,
  question: Action,
): Zones<readonly Rule[]> {
  const rules = (base: Action, said: readonly Rule[], prefixes: readonly string[]): readonly Rule[] =>
    base === 'allow' || said.some(({ action }) => action === 'allow')
      ? prefixes.flatMap((prefix) => PROTECTED.map((pattern) => ({ pattern: prefix + pattern, action: question })))
      : [];
  return {
    inside: rules(bases.inside, allowed.inside, ['']),
    outside: rules(bases.outside, allowed.outside, ['/', '~/']),
  };
}
