import { type Action, type Rule } from '@canonry/core';
import { anchored } from '../../decide/path-rules.js';
import { holdsClass, sayIgnorePattern } from '../ignore-pattern.js';
import type { HarnessRule } from '../harness-settings.js';

/** A path rule for the files of the project, and for those outside of it. */
export interface SaidPath {
  readonly inside: readonly Rule[];
  readonly outside: readonly Rule[];
  /** It matches more here than it did. */
  readonly isWider: boolean;
  /** It speaks of a place that the project may be in, too. */
  readonly isElsewhere: boolean;
}

const PLACE = { project: 'project', home: 'home' } as const;

/** Says a rule about paths with an action. What it does not match, although a pattern here does, gets `otherwise`, if it must not match more. */
export function sayPath(
  { content, list }: HarnessRule & { readonly content: string },
  action: Action,
  otherwise?: Action,
): SaidPath {
  const { root, pattern } = anchored(content.replace(/^!/, ''), PLACE.project, list, PLACE);
  const said = sayIgnorePattern(pattern);
  const isAnywhere = /^\/?(?:\*\*(?:\/|$)|\*$)/.test(pattern);
  const rules = (prefix: string): readonly Rule[] =>
    said.flatMap(({ pattern: one, except }) => [
      { pattern: prefix + one, action },
      ...(otherwise === undefined ? [] : except.map((text) => ({ pattern: prefix + text, action: otherwise }))),
    ]);
  const outside = { '/': ['/', ...(isAnywhere ? ['~/'] : [])], [PLACE.home]: ['~/'] }[root] ?? [];
  // The project may be anywhere: what is forbidden everywhere in the home is forbidden in it.
  const isInside = root === PLACE.project || (isAnywhere && (root === '/' || action !== 'allow'));
  return {
    inside: isInside ? rules('').map(literalHome) : [],
    outside: outside.flatMap(rules),
    isWider: holdsClass(pattern) || said.some(({ except }) => except.length > 0),
    isElsewhere: !isInside,
  };
}

/** A directory that is called like the home is not the home. */
function literalHome({ pattern, action }: Rule): Rule {
  return { pattern: pattern.replace(/^(?:~|\$HOME)(?=\/)/, './$&'), action };
}
