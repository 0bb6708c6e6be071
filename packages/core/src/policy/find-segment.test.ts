import { describe, expect, it } from 'vitest';
import { segmentFinder } from './find-segment.js';
import { unitsOf } from './pattern.js';

/** All places where a segment stands, found from each one after the other, as a list. */
function placesOf(segment: string, text: string): readonly number[] {
  const finder = segmentFinder(unitsOf(segment));
  const places: number[] = [];
  for (let at = finder.find(text, 0); at !== -1; at = finder.find(text, at + 1)) places.push(at);
  return places;
}

function expectedPlaces(segment: string, text: string): readonly number[] {
  return Array.from({ length: text.length }, (_, offset) => offset).filter(
    (offset) =>
      offset + segment.length <= text.length &&
      Array.from(segment).every((unit, index) => unit === '?' || text[offset + index] === unit),
  );
}

// Around every border of 32 and 64 units another way of searching, or another word of bits, begins.
const LENGTHS = [2, 31, 32, 33, 63, 64, 65, 66, 95, 96, 97, 128, 129];

describe('a segment', () => {
  it.each(LENGTHS)('of %d units is found wherever it stands', (length) => {
    for (const segment of [
      'ab'.repeat(length).slice(0, length),
      'aab'.repeat(length).slice(0, length),
      `${'a'.repeat(length - 1)}b`,
      `b${'a'.repeat(length - 1)}`,
      'abacabadabacaba'.repeat(length).slice(0, length),
      'aabaaabaaaab'.repeat(length).slice(0, length),
      'abaababaabaab'.repeat(length).slice(0, length),
    ])
      for (const sought of [segment, `?${segment.slice(1)}`, `${segment.slice(0, -1)}?`, segment.replace('b', '?')])
        for (const text of [
          segment,
          `x${segment}`,
          `${segment}x`,
          `${segment.slice(0, -1)}${segment}${segment.slice(1)}${segment}`,
          `${segment.slice(1)}x${segment.slice(0, -1)}`,
          `${'a'.repeat(length)}${segment}${'ab'.repeat(length)}`,
          `${segment.slice(0, 6)}${segment.slice(0, 11)}${segment.slice(4)}${segment}`,
          `aab${segment}aaab${segment.slice(3)}${segment}`,
        ])
          expect([sought, text, placesOf(sought, text)]).toEqual([sought, text, expectedPlaces(sought, text)]);
  });

  it('is not looked for before the place where the search begins, nor found in part at the end', () => {
    const finder = segmentFinder(unitsOf('a?b'));
    expect([
      finder.find('axbaxb', 0),
      finder.find('axbaxb', 1),
      finder.find('axbaxb', 4),
      finder.find('ax', 0),
    ]).toEqual([0, 3, -1, -1]);
    expect([finder.length, finder.standsAt('xaxb', 1), finder.standsAt('xaxb', 0)]).toEqual([3, true, false]);
  });

  it('with a wildcard takes any unit there, the last one of a text included, but never less', () => {
    expect([placesOf('a?', 'aab'), placesOf('?a', 'baa'), placesOf('??', 'ab'), placesOf('??', 'a')]).toEqual([
      [0, 1],
      [0, 1],
      [0],
      [],
    ]);
  });
});
