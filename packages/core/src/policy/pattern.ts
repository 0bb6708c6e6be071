/** `?`: any one UTF-16 unit. No unit of a text has this number. */
export const ANY = -1;

/** A pattern in its normal form: patterns that differ only in how their wildcards are written have the same one. */
export interface Pattern {
  /** It begins with the home directory; what stands here follows it and begins with `/`. */
  readonly isHome: boolean;
  /** What stands between the stars, each a row of UTF-16 units and ANY. One segment: no star. */
  readonly segments: readonly Segment[];
  /** The last star and the space before it may be missing together (`git *` matches `git`). */
  readonly hasOptionalTail: boolean;
}

export type Segment = readonly number[];

const SPACE = 0x20;
const PATH_TOOLS: ReadonlySet<string> = new Set(['read', 'edit', 'external_directory']);

/** True if a leading `~/` of this tool's subjects and patterns is the home directory. */
export function isPathTool(tool: string): boolean {
  return PATH_TOOLS.has(tool);
}

export function parsePattern(text: string, tool: string): Pattern {
  const home = isPathTool(tool) ? homePrefix(text) : '';
  const segments = normalise(text.slice(home.length).split('*').map(unitsOf));
  const hasTail = text.endsWith(' *');
  // A star before an optional " *" already matches all that it could add.
  const isTailIdle = hasTail && segments.length > 2 && segments.at(-2)?.length === 1;
  return {
    isHome: home !== '',
    segments: isTailIdle ? segments.toSpliced(-2, 1) : segments,
    hasOptionalTail: hasTail && !isTailIdle,
  };
}

/** How a path says that it begins at home: the part before the slash, or nothing. */
export function homePrefix(text: string): string {
  return ['~', '$HOME'].find((prefix) => text.startsWith(`${prefix}/`)) ?? '';
}

/** True if every text matches. */
export function matchesEverything({ isHome, segments }: Pattern): boolean {
  return !isHome && segments.length === 2 && segments.every((segment) => segment.length === 0);
}

/** The shortest text that means this pattern. */
export function printPattern(pattern: Pattern): string {
  const text = pattern.segments.map(printSegment).join('*');
  // A tail that is not optional is written with one more star, which changes nothing else.
  const tail = text.endsWith(' *') && !pattern.hasOptionalTail ? '*' : '';
  return `${pattern.isHome ? '~' : ''}${text}${tail}`;
}

/** The units of a part without stars, `?` as ANY. */
export function unitsOf(text: string): Segment {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charCodeAt(index);
    return unit === 0x3f ? ANY : unit;
  });
}

/** `?` moves in front of the star it follows (`*?` is `?*`), and stars that stand together become one. */
function normalise(segments: readonly Segment[]): Segment[] {
  const reversed: Segment[] = [];
  let moved = 0;
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = segments[index] ?? [];
    const leading = index === 0 ? 0 : leadingWildcards(segment);
    const isEmptied = index > 0 && leading === segment.length;
    const isLast = index === segments.length - 1;
    if (!isEmptied) reversed.push([...segment.slice(leading), ...Array.from({ length: moved }, () => ANY)]);
    else if (isLast) reversed.push([]);
    moved = isEmptied ? moved + leading : leading;
  }
  return reversed.toReversed();
}

function leadingWildcards(segment: Segment): number {
  const first = segment.findIndex((unit) => unit !== ANY);
  return first === -1 ? segment.length : first;
}

function printSegment(segment: Segment): string {
  return segment.map((unit) => (unit === ANY ? '?' : String.fromCharCode(unit))).join('');
}

/** The segments without the optional tail: what `git *` means besides `git ` and anything. */
export function withoutTail({ segments }: Pattern): readonly Segment[] {
  const last = segments.at(-2) ?? [];
  return [...segments.slice(0, -2), last.at(-1) === SPACE ? last.slice(0, -1) : last];
}
