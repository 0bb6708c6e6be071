import { assignmentsOf } from './command-texts.js';
import type { ReadLine } from './read-line.js';
import { wordValue } from './word.js';

/** Variables that the line sets to a text that is known. */
export function variablesOf({ parts }: ReadLine): ReadonlyMap<string, string> {
  return new Map(
    parts.flatMap((part) => {
      const exported = /^(?:export|declare|local)$/.test(part.command.name?.text ?? '')
        ? part.command.suffix.filter((item) => item.type === 'Assignment')
        : [];
      return [...assignmentsOf(part), ...exported].flatMap(({ name, value }) =>
        value.type === 'Word' && !/[$`]/.test(value.text) ? [[name, wordValue(value)] as const] : [],
      );
    }),
  );
}
