import type { Action, JsonObject, Place } from '@canonry/core';
import { inJsOrder, isObject } from './js-object.js';

/** One entry of OpenCode's list of rules. */
export interface HarnessRule {
  /** A key of `permission`: a tool, or a pattern for tools. */
  readonly permission: string;
  readonly pattern: string;
  readonly action: Action;
  readonly where: RuleWhere;
}

/** Where a rule was written. */
export interface RuleWhere {
  readonly file: string;
  readonly place?: Place;
  readonly agent?: string;
}

/** The rules of a `permission` object, in the order in which OpenCode reads them. Values of another shape are checked before. */
export function rulesOf(
  permission: JsonObject,
  whereOf: (path: readonly string[]) => RuleWhere,
): readonly HarnessRule[] {
  return inJsOrder(permission).flatMap(([key, value]): readonly HarnessRule[] => {
    if (isAction(value)) return [{ permission: key, pattern: '*', action: value, where: whereOf([key]) }];
    if (!isObject(value)) return [];
    return inJsOrder(value).flatMap(([pattern, action]) =>
      isAction(action) ? [{ permission: key, pattern, action, where: whereOf([key, pattern]) }] : [],
    );
  });
}

export function isAction(value: unknown): value is Action {
  return value === 'allow' || value === 'ask' || value === 'deny';
}

/** OpenCode's wildcards: `*` any text, `?` one unit, a trailing ` *` also nothing. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const source = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  const tail = source.endsWith(' .*') ? `${source.slice(0, -3)}( .*)?` : source;
  return new RegExp(`^${tail}$`, 's').test(text);
}

/** True for `*`, however often it is written. */
export function matchesAll(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}
