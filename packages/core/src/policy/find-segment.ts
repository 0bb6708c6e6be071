import { ANY, type Segment } from './pattern.js';

/** Where a segment can stand in a text. */
export interface SegmentFinder {
  readonly length: number;
  standsAt(text: string, offset: number): boolean;
  /** The first place from `from` on, or -1; never later than a scan over the text. */
  find(text: string, from: number): number;
}

/** Below this length trying every place is fast enough, and no adversary can make it slow. */
const SHORT = 64;

export function segmentFinder(segment: Segment): SegmentFinder {
  if (!segment.includes(ANY)) return literalFinder(segment.map((unit) => String.fromCharCode(unit)).join(''));
  const standsAt = (text: string, offset: number): boolean =>
    segment.every((unit, index) => unit === ANY || text.charCodeAt(offset + index) === unit);
  const find = segment.length <= SHORT ? tryEveryPlace(segment.length, standsAt) : shiftAnd(segment);
  return { length: segment.length, standsAt, find };
}

type Find = SegmentFinder['find'];

function literalFinder(literal: string): SegmentFinder {
  return {
    length: literal.length,
    standsAt: (text, offset) => text.startsWith(literal, offset),
    find: literal.length <= SHORT ? (text, from) => text.indexOf(literal, from) : knuthMorrisPratt(literal),
  };
}

function tryEveryPlace(length: number, standsAt: SegmentFinder['standsAt']): Find {
  return (text, from) => {
    for (let offset = from; offset + length <= text.length; offset += 1) if (standsAt(text, offset)) return offset;
    return -1;
  };
}

/** Linear for any text, where the engine's own search for long strings is not. */
function knuthMorrisPratt(literal: string): Find {
  const borders = bordersOf(literal);
  return (text, from) => {
    let matched = 0;
    for (let offset = from; offset < text.length; offset += 1) {
      const unit = text.charCodeAt(offset);
      while (matched > 0 && literal.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
      if (literal.charCodeAt(matched) === unit) matched += 1;
      if (matched === literal.length) return offset + 1 - matched;
    }
    return -1;
  };
}

/** For each prefix, the length of the longest shorter prefix that it ends with. */
function bordersOf(literal: string): Int32Array {
  const borders = new Int32Array(literal.length);
  let matched = 0;
  for (let index = 1; index < literal.length; index += 1) {
    while (matched > 0 && literal.charCodeAt(matched) !== literal.charCodeAt(index))
      matched = borders[matched - 1] ?? 0;
    if (literal.charCodeAt(matched) === literal.charCodeAt(index)) matched += 1;
    borders[index] = matched;
  }
  return borders;
}

/** All places at once, one bit for each: with `?` inside a segment there is no border to fall back to. */
function shiftAnd(segment: Segment): Find {
  const words = Math.ceil(segment.length / 32);
  const { masks, wildcards } = masksOf(segment, words);
  const lastBit = 1 << ((segment.length - 1) % 32);
  return (text, from) => {
    const state = new Int32Array(words);
    for (let offset = from; offset < text.length; offset += 1) {
      const mask = masks.get(text.charCodeAt(offset)) ?? wildcards;
      let carry = 1;
      for (let word = 0; word < words; word += 1) {
        const bits = state[word] ?? 0;
        state[word] = ((bits << 1) | carry) & (mask[word] ?? 0);
        carry = bits >>> 31;
      }
      if (((state[words - 1] ?? 0) & lastBit) !== 0) return offset + 1 - segment.length;
    }
    return -1;
  };
}

function masksOf(
  segment: Segment,
  words: number,
): { readonly masks: ReadonlyMap<number, Int32Array>; readonly wildcards: Int32Array } {
  const wildcards = new Int32Array(words);
  for (const [index, unit] of segment.entries()) if (unit === ANY) setBit(wildcards, index);
  const masks = new Map<number, Int32Array>();
  for (const [index, unit] of segment.entries()) {
    if (unit === ANY) continue;
    const mask = masks.get(unit) ?? wildcards.slice();
    setBit(mask, index);
    masks.set(unit, mask);
  }
  return { masks, wildcards };
}

function setBit(bits: Int32Array, index: number): void {
  const word = index >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (index % 32));
}
