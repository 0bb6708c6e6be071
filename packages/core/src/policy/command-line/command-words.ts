import type { Assignment, Command, Word } from 'unbash';
import type { SubjectText } from '../subject.js';
import { ANY, joinPieces, textPiece } from './pieces.js';
import { wordText } from './word-text.js';

/** A simple command: its leading assignments, and its words (none if it only assigns or redirects). */
export interface CommandWords {
  readonly assignments: readonly SubjectText[];
  readonly words: readonly SubjectText[];
}

type Item = Assignment | Word;
/** What the grammar may have torn apart: one word, or one assignment. */
export type Items = readonly Item[];

export function commandWords(command: Command): CommandWords {
  const { assignments, words } = commandItems(command);
  return { assignments: assignments.map(itemsText), words: words.map(itemsText) };
}

export function commandItems(command: Command): {
  readonly assignments: readonly Items[];
  readonly words: readonly Items[];
} {
  const written = [...command.prefix, command.name, ...command.suffix].filter(
    (item): item is Item => item?.type === 'Assignment' || item?.type === 'Word',
  );
  const groups = joinAdjacent(written);
  const count = groups.findIndex(([first]) => first?.type !== 'Assignment');
  const leading = count === -1 ? groups.length : count;
  return { assignments: groups.slice(0, leading), words: groups.slice(leading) };
}

export function itemsText(items: Items): SubjectText {
  return joinPieces(items.flatMap(itemText));
}

/** The grammar ends a word before `<(`; to bash `a<(b)c` is one word, and `x=<(b)` one assignment. */
function joinAdjacent(items: Items): readonly Items[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.at(-1)?.end === item.pos) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function itemText(item: Item): SubjectText {
  return item.type === 'Word' ? wordText(item) : assignmentText(item);
}

function assignmentText(assignment: Assignment): SubjectText {
  const { name, index, append, value } = assignment;
  const subscript = index === undefined ? [] : [textPiece('['), ...wordText(index), textPiece(']')];
  const assigned = value.type === 'Word' ? wordText(value, 'value') : [ANY];
  return [textPiece(name), ...subscript, textPiece(append === true ? '+=' : '='), ...assigned];
}
