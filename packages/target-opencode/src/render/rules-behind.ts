import type { Rule } from '@canonry/core';

/** What the rules say of a text that follows one which was already read. */
export function rulesBehind(list: readonly Rule[], read: string): readonly Rule[] {
  return list.flatMap(({ pattern, action }) =>
    patternsBehind(pattern, read).map((rest) => ({ pattern: rest, action })),
  );
}

/** What is left of a pattern to match: a star may have taken some of the text, or all of it. */
function patternsBehind(pattern: string, read: string): readonly string[] {
  let places = new Set([0]);
  for (const unit of read.split('')) {
    const next = new Set<number>();
    for (const place of skipStars(pattern, places)) {
      if (pattern[place] === '*') next.add(place);
      if (pattern[place] === '?' || pattern[place] === unit) next.add(place + 1);
    }
    places = next;
  }
  return [...places].toSorted((a, b) => a - b).map((place) => pattern.slice(place));
}

/** A star may also take nothing. */
function skipStars(pattern: string, places: ReadonlySet<number>): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === '*') all.add(place + 1);
  return [...all];
}
