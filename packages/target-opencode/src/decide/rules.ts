import { keptFor, type Action } from '@canonry/core';

/** One entry of the list that OpenCode decides with. */
export interface HarnessRule {
  readonly permission: string;
  readonly pattern: string;
  readonly action: Action;
}

/** What OpenCode's `permission` key holds, once it was found valid. Objects, because their order of keys is what OpenCode reads. */
export type Permission = Readonly<Record<string, Action | Readonly<Record<string, Action>>>>;

export function rulesOf(permission: Permission, home: string): readonly HarnessRule[] {
  return Object.entries(permission).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [{ permission: name, pattern: '*', action: value }]
      : Object.entries(value).map(([pattern, action]) => ({
          permission: name,
          pattern: expand(pattern, home),
          action,
        })),
  );
}

/** `~` and `$HOME` in front of any pattern, whatever the tool; `$HOMEx` too. */
function expand(pattern: string, home: string): string {
  if (pattern === '~' || pattern.startsWith('~/')) return home + pattern.slice(1);
  return pattern.startsWith('$HOME') ? home + pattern.slice('$HOME'.length) : pattern;
}

/** The last rule that matches both the tool and the target, or `ask`. */
export function evaluate(rules: readonly HarnessRule[], tool: string, target: string): Action {
  const text = withSlashes(target);
  return rulesAbout(rules, tool).findLast(({ expression }) => expression.test(text))?.action ?? 'ask';
}

/** A tool whose last word is "deny everything" is not offered to the model at all. */
export function isHidden(rules: readonly HarnessRule[], tool: string): boolean {
  const last = rulesAbout(rules, tool).at(-1);
  return last?.pattern === '*' && last.action === 'deny';
}

interface RuleAbout {
  readonly pattern: string;
  readonly expression: RegExp;
  readonly action: Action;
}

/** Those that match a tool. Found once for all the questions about it. */
function rulesAbout(rules: readonly HarnessRule[], tool: string): readonly RuleAbout[] {
  return keptAbout(rules, () => findRulesAbout(rules, tool), tool);
}

const keptAbout = keptFor<readonly RuleAbout[]>();

function findRulesAbout(rules: readonly HarnessRule[], tool: string): readonly RuleAbout[] {
  const name = withSlashes(tool);
  return rules
    .filter(({ permission }) => expressionOf(permission).test(name))
    .map(({ pattern, action }) => ({ pattern, expression: expressionOf(pattern), action }));
}

/** A backslash counts as a slash. */
function withSlashes(text: string): string {
  return text.replaceAll('\\', '/');
}

const compiled = new Map<string, RegExp>();

/** `*` any text, `?` any unit, a trailing ` *` may be missing. */
function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = withSlashes(pattern)
    .replaceAll(/[.+^${}()|[\]]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replace(/ \.\*$/, '( .*)?');
  const expression = new RegExp(`^${source}$`, 's');
  // A property test asks about millions of patterns.
  if (compiled.size > 10_000) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
}
