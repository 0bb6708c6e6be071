import { isStricter, type Action, type Agent, type Rule } from '@canonry/core';
import { isSpelledAlike } from '../render/spell-pattern.js';

interface RuleReadOtherwise extends Rule {
  readonly tool: string;
  /** What decides above it, where it does not match. */
  readonly laxer: Action;
}

/** Rules that restrict something here, and whose patterns OpenCode takes for others: the legacy file spells them as they are. */
export function rulesReadOtherwise({ permissions }: Agent): readonly RuleReadOtherwise[] {
  return permissions.flatMap(({ tool, intent, rules }) =>
    rules.flatMap((rule, index) => {
      if (isSpelledAlike(rule.pattern, tool)) return [];
      const above = [intent, ...rules.slice(0, index).map(({ action }) => action)];
      const laxer = above.find((action) => isStricter(rule.action, action));
      return laxer === undefined ? [] : [{ ...rule, tool, laxer }];
    }),
  );
}
