import { matcherOf, type Matcher } from './matcher.js';
import { parsePattern, printPattern, unitsOf, withoutTail, type Pattern } from './pattern.js';
import { remembered } from './remembered.js';

/** A pattern without exceptions: `*` any text, `?` any unit, nothing optional. One pattern means one or two of them. */
export interface Glob {
  /** Below the home directory; the text begins with `/` then. */
  readonly isHome: boolean;
  readonly text: string;
}

/** More alternatives than this make no policy that a person could read. */
const MOST_ALTERNATIVES = 64;

export function globsOf(pattern: string, tool: string): readonly Glob[] {
  const parsed = parsePattern(pattern, tool);
  const full = globOf({ ...parsed, hasOptionalTail: false });
  return parsed.hasOptionalTail
    ? [globOf({ ...parsed, segments: withoutTail(parsed), hasOptionalTail: false }), full]
    : [full];
}

/** Patterns that mean these globs together, or null if they cannot be written: no pattern matches only the empty text. */
export function patternsOf(globs: readonly Glob[], tool: string): readonly string[] | null {
  const bare = new Set(
    globs.filter(({ text }) => globs.some((other) => other.text === `${text} *`)).map(({ text }) => text),
  );
  const patterns = globs
    .filter(({ text }) => !bare.has(text))
    .map(({ isHome, text }) => {
      const hasTail = text.endsWith(' *');
      const written = hasTail && !bare.has(text.slice(0, -2)) ? `${text}*` : text;
      return isHome ? `~${written}` : written;
    });
  const isWritable = globs.every(({ isHome, text }) => text !== '' && (isHome || !parsePattern(text, tool).isHome));
  return isWritable ? patterns : null;
}

/** Patterns that mean what both of these match; null if that cannot be said so, or only in too many of them. */
export function intersectPatterns(a: string, b: string, tool: string): readonly string[] | null {
  const globs: Glob[] = [];
  for (const left of globsOf(a, tool))
    for (const right of globsOf(b, tool)) {
      const both = intersectGlobs(left, right);
      if (both === null) return null;
      globs.push(...both);
    }
  return patternsOf(globs, tool);
}

/** What both match, as globs; null if that cannot be said so, or only in too many of them. */
export function intersectGlobs(a: Glob, b: Glob): readonly Glob[] | null {
  if (a.isHome === b.isHome) return intersectTexts(a.text, b.text)?.map((text) => ({ isHome: a.isHome, text })) ?? null;
  const [home, plain] = a.isHome ? [a, b] : [b, a];
  if (plain.text === '*' || plain.text === '/*') return [home];
  // Home is absolute: no relative path is below it. Whether another absolute path is, nobody knows here.
  return /^[*?/]/.test(plain.text) ? null : [];
}

function globOf(pattern: Pattern): Glob {
  const text = printPattern({ ...pattern, isHome: false });
  return { isHome: pattern.isHome, text: text.endsWith('**') ? text.slice(0, -1) : text };
}

function intersectTexts(a: string, b: string): readonly string[] | null {
  if (beginApart(a, b)) return [];
  if (coversText(b, a)) return [a];
  if (coversText(a, b)) return [b];
  const known = new Map<number, ReadonlySet<string>>();
  let isTooMuch = false;
  const from = (i: number, j: number): ReadonlySet<string> => {
    const key = i * (b.length + 1) + j;
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = new Set<string>(i === a.length && j === b.length ? [''] : []);
    for (const [unit, ofA, ofB] of alternatives(a[i], b[j]))
      for (const rest of isTooMuch ? [] : from(i + ofA, j + ofB)) result.add(join(unit, rest));
    isTooMuch ||= result.size > MOST_ALTERNATIVES;
    known.set(key, result);
    return result;
  };
  const common = [...from(0, 0)].toSorted();
  if (isTooMuch) return null;
  return common.filter((text) => !common.some((other) => other !== text && coversText(other, text)));
}

/** True if no text can match both, because of how they begin, home directories aside: of most pairs that is all there is to see. */
export function beginApart(a: string, b: string): boolean {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const [left, right] = [a.charAt(at), b.charAt(at)];
    if (WILDCARDS.has(left) || WILDCARDS.has(right)) return false;
    if (left !== right) return true;
  }
  return false;
}

const WILDCARDS: ReadonlySet<string> = new Set(['*', '?']);

/** True only if one matches all that the other does. Seen at a glance: wildcards of the one stand inside stars of the other. */
export function coversGlob(outer: Glob, inner: Glob): boolean {
  return (outer.text === '*' && !outer.isHome) || (outer.isHome === inner.isHome && coversText(outer.text, inner.text));
}

function coversText(outer: string, inner: string): boolean {
  const [isOpen, isLoose] = [outer.includes('*'), outer.includes('?')];
  if ((isLoose && inner.includes('*')) || (!isOpen && !isLoose)) return outer === inner;
  return matcherFor(outer, () =>
    matcherOf({ segments: outer.split('*').map(unitsOf), isHome: false, hasOptionalTail: false }),
  )(inner);
}

const matcherFor = remembered<Matcher>();

/** The ways to go on from two units: what to write, and how far each side moves. */
function alternatives(a: string | undefined, b: string | undefined): readonly (readonly [string, number, number])[] {
  if (a === '*' && b === '*')
    return [
      ['*', 1, 0],
      ['*', 0, 1],
    ];
  if (a === '*')
    return b === undefined
      ? [['', 1, 0]]
      : [
          ['', 1, 0],
          [b, 0, 1],
        ];
  if (b === '*') return alternatives(b, a).map(([unit, ofB, ofA]) => [unit, ofA, ofB]);
  if (a === undefined || b === undefined) return [];
  if (a === b || b === '?') return [[a, 1, 1]];
  return a === '?' ? [[b, 1, 1]] : [];
}

/** Keeps the normal form: one star where two would stand, and `?` in front of it. */
function join(unit: string, rest: string): string {
  if (unit !== '*') return unit + rest;
  const wildcards = /^[?*]*/.exec(rest)?.[0] ?? '';
  return `${wildcards.replaceAll('*', '')}*${rest.slice(wildcards.length)}`;
}
