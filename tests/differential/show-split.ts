import type { CommandPart, SplitLine, SubjectText } from '../../packages/core/src/policy/subject.js';

/** What a hole is shown as. */
export const HOLE = '…';

/**
 * The parts of a line, sorted, each as its tool and its first and longest alternative; or nothing, if it is unparsable. What
 * runs nothing, as an assignment on its own, has no command that another reader could find.
 */
export function showSplit(split: SplitLine): readonly string[] | undefined {
  if (split.kind === 'unparsable') return undefined;
  return split.parts
    .filter(({ alternatives }) => alternatives.length > 0)
    .map(showPart)
    .toSorted();
}

function showPart({ tool, alternatives }: CommandPart): string {
  return `${tool} ${showText(alternatives[0] ?? [])}`;
}

function showText(text: SubjectText): string {
  return text.map((piece) => (piece.kind === 'any' ? HOLE : piece.text)).join('');
}

/** Of the generated lines, which nest so deeply that two in five have a here-document or a quote in such a place. */
export const MOST_REFUSED = 0.45;

/** True if the line is refused because bash and the grammar may read it differently: it has no parts to compare. */
export function isRefused(split: SplitLine): boolean {
  return split.kind === 'unparsable' && READ_OTHERWISE.test(split.reason);
}

const READ_OTHERWISE =
  /single quote inside of an expansion|here-document inside of|behind a closing brace|file descriptor/;

/** Words of holes alone are one hole if they stand side by side. */
export function joinWords(words: readonly string[]): string {
  return words.filter((word, at) => word !== HOLE || words[at - 1] !== HOLE).join(' ');
}
