import type { Rule } from '@canonry/core';
import { belowTwoDots } from '../render/compile-files.js';
import { fromWorkTree } from '../render/path-patterns.js';
import type { RuleList } from '../render/rule-list.js';

/** The policy that a list about files may have been made of: a place outside is said there once for each work tree that may see it. */
export function policyBehindPaths(list: RuleList, pathPrefix: string): RuleList {
  const inside = pathPrefix === '' ? list : insidePackage(list, pathPrefix);
  const rules: Rule[] = [];
  const said = new Set(['', '..', '*/..']);
  for (const { pattern, action } of inside) {
    if (said.has(pattern)) continue;
    const place = /^\*?\.\.\/(.+)$/s.exec(pattern)?.[1];
    if (place === undefined) rules.push({ pattern, action });
    else {
      // What stands there for ~/x stands there for /x too, and either may have been meant.
      const places = list.some((other) => isOfHome(other.pattern, place)) ? [`/${place}`, `~/${place}`] : [`/${place}`];
      for (const one of places) {
        for (const way of fromWorkTree(one)) for (const form of [way, ...belowTwoDots(way)]) said.add(form);
        rules.push({ pattern: one, action });
      }
    }
  }
  return rules;
}

function isOfHome(pattern: string, place: string): boolean {
  return pattern === `*../*/${place}` || pattern === `../*/*/${place}`;
}

/** Its own rules, with the intent that they begin with, and those for places outside of the work tree. */
function insidePackage(list: RuleList, pathPrefix: string): RuleList {
  const own = list.flatMap(({ pattern, action }) =>
    pattern.startsWith(`${pathPrefix}/`) ? [{ pattern: pattern.slice(pathPrefix.length + 1), action }] : [],
  );
  const [first, ...rules] = own;
  if (first === undefined) return list;
  const names = new Set(own.map(({ pattern }) => pattern));
  const outside = list.filter(({ pattern }) => /^\.\.\/[^*]/.test(pattern) && !names.has(pattern.slice('../'.length)));
  return [first, ...outside, ...rules];
}
