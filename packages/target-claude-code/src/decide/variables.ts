import type { Assignment } from 'unbash';
import { assignmentsOf } from './command-texts.js';
import type { ReadLine } from './read-line.js';
import { wordValue } from './word.js';

/** Variables that the line sets, once, to one word that is known. */
export function variablesOf({ parts }: ReadLine): ReadonlyMap<string, string> {
  const set = parts.flatMap((part) => {
    const exported = /^(?:export|declare|local)$/.test(part.command.name?.text ?? '')
      ? part.command.suffix.filter((item) => item.type === 'Assignment')
      : [];
    return [...assignmentsOf(part), ...exported];
  });
  const isSetAgain = ({ name }: Assignment): boolean => set.filter((one) => one.name === name).length > 1;
  return new Map(
    set.flatMap((one) => {
      const { name, value } = one;
      if (value.type !== 'Word' || /[$`]/.test(value.text) || isSetAgain(one)) return [];
      const text = wordValue(value);
      return /\s/.test(text) ? [] : [[name, text] as const];
    }),
  );
}
