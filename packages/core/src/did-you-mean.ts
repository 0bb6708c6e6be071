/** The known word that a typo most likely meant, if one is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // A longer word is no typo of ours, and the distance below costs the product of both lengths.
  if (word.length > LONGEST) return undefined;
  let best: string | undefined;
  // One letter in three may be wrong, but something of the word must be left.
  let limit = Math.min(Math.max(1, Math.floor(word.length / 3)), word.length - 1);
  const lower = word.toLowerCase();
  for (const candidate of known) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(lower, candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    best = candidate;
    limit = distance - 1;
  }
  return best ?? completion(word, known);
}

const LONGEST = 80;

/** The one known word that begins with a word. */
function completion(word: string, known: readonly string[]): string | undefined {
  if (word.length < 3) return undefined;
  const longer = known.filter((candidate) => candidate !== word && candidate.startsWith(word));
  return longer.length === 1 ? longer[0] : undefined;
}

/** As `nearest`, or the word of ours for one that people use elsewhere. */
export function meantWord(word: string, known: readonly string[]): string | undefined {
  return nearest(word, known) ?? known.find((candidate) => candidate === SYNONYMS.get(word.toLowerCase()));
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['accept', 'allow'],
  ['permit', 'allow'],
  ['always', 'allow'],
  ['yes', 'allow'],
  ['confirm', 'ask'],
  ['prompt', 'ask'],
  ['block', 'deny'],
  ['forbid', 'deny'],
  ['reject', 'deny'],
  ['never', 'deny'],
  ['no', 'deny'],
  ['main', 'primary'],
  ['both', 'all'],
]);

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; not counted far beyond a limit. */
function editDistance(from: string, to: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let distance = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) distance = Math.min(distance, at(beforeLast, j - 2) + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    // A swap reaches back over one row, but costs one more than what it finds there.
    if (least > limit + 1) return least;
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
