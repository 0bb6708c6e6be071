import type { SubjectPiece, SubjectText } from '../subject.js';
import { ANY, isLiteral, joinPieces, SPACE } from './pieces.js';

/** Each doubles the number of alternatives. */
const MOST_OPTIONAL = 3;

/**
 * Words joined by one space: the texts that they can become. A word of holes alone (`$x`, even `"$@"`) can vanish, and
 * its space with it, so it is spelled with and without.
 */
export function spellings(words: readonly SubjectText[]): readonly SubjectText[] {
  const merged = mergeOptional(words);
  return merged.filter(isOptional).length > MOST_OPTIONAL ? [swallowSpaces(merged)] : choose(merged);
}

/** Optional words in a row are one hole, which holds their spaces. */
function mergeOptional(words: readonly SubjectText[]): readonly SubjectText[] {
  return words.filter((word, at) => !isOptional(word) || !isOptional(words[at - 1]));
}

function isOptional(word: SubjectText | undefined): boolean {
  return word?.length === 1 && !isLiteral(word);
}

function choose(words: readonly SubjectText[]): readonly SubjectText[] {
  const optional = words.length > 1 ? [...words.keys()].filter((at) => isOptional(words[at])) : [];
  const omissions: (readonly number[])[] = [[]];
  for (const at of optional) omissions.push(...omissions.map((before) => [...before, at]));
  return omissions.map((omitted) => {
    const kept = words.filter((_, at) => !omitted.includes(at));
    return joinPieces(kept.flatMap((word, at) => (at === 0 ? word : [SPACE, ...word])));
  });
}

/** One text instead of many: a hole holds the space before it. It stands for more than the line can become. */
function swallowSpaces(words: readonly SubjectText[]): SubjectText {
  const pieces = words.flatMap((word, at): readonly SubjectPiece[] => {
    if (at === 0) return word;
    if (isOptional(word)) return [ANY];
    // A first word that vanishes takes the space after it along.
    return at === 1 && isOptional(words[0]) ? word : [SPACE, ...word];
  });
  return joinPieces(pieces);
}
