import { segmentFinder, type SegmentFinder } from './find-segment.js';
import { withoutTail, type Pattern, type Segment } from './pattern.js';

/** True if the whole text matches. */
export type Matcher = (text: string) => boolean;

/** For one pattern and many texts. Each text costs one scan: the first place of a segment after a star is as good as any. */
export function matcherOf(pattern: Pattern): Matcher {
  const matches = matchSegments(pattern.segments);
  if (!pattern.hasOptionalTail) return matches;
  const matchesBare = matchSegments(withoutTail(pattern));
  return (text) => matches(text) || matchesBare(text);
}

function matchSegments(segments: readonly Segment[]): Matcher {
  const [first, ...others] = segments.map(segmentFinder);
  const last = others.pop();
  if (first === undefined) return () => false;
  if (last === undefined) return (text) => text.length === first.length && first.standsAt(text, 0);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !first.standsAt(text, 0) || !last.standsAt(text, end)) return false;
    return findAll(others, text, first.length) <= end;
  };
}

/** Where the segments end if each takes its first place behind the one before, or infinitely far. */
function findAll(segments: readonly SegmentFinder[], text: string, from: number): number {
  let end = from;
  for (const segment of segments) {
    const found = segment.find(text, end);
    if (found === -1) return Infinity;
    end = found + segment.length;
  }
  return end;
}
