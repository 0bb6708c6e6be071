import type { Action, Policy } from '@canonry/core';

/** The meaning of a policy written as plainly as it can be: the judge of the fast code. */
export function oracleOf({ intent, rules }: Pick<Policy, 'intent' | 'rules'>): (subject: string) => Action {
  const compiled = rules.map(({ pattern, action }) => ({ expression: expressionOf(pattern), action })).toReversed();
  return (subject) => compiled.find(({ expression }) => expression.test(subject))?.action ?? intent;
}

export function expressionOf(pattern: string): RegExp {
  const tail = pattern.endsWith(' *');
  const source = (tail ? pattern.slice(0, -2) : pattern)
    .split('')
    .map((character) => (character === '*' ? '.*' : character === '?' ? '.' : escape(character)))
    .join('');
  return new RegExp(`^${source}${tail ? '( .*)?' : ''}$`, 's');
}

/** Every text over an alphabet up to a length: shorter ones first, then in order. */
export function allTexts(alphabet: readonly string[], longest: number): readonly string[] {
  const texts = [''];
  let last = [''];
  for (let length = 1; length <= longest; length += 1) {
    last = last.flatMap((text) => alphabet.map((character) => text + character));
    texts.push(...last);
  }
  return texts;
}

/** The order in which witnesses are preferred, among bash subjects. */
export function preferredFirst(a: string, b: string): number {
  return (
    Number(needsQuotes(a)) - Number(needsQuotes(b)) ||
    a.length - b.length ||
    Number(isUnprintable(a)) - Number(isUnprintable(b)) ||
    (a < b ? -1 : Number(a > b))
  );
}

function needsQuotes(text: string): boolean {
  return !/^[\w%+,\-./:@]+(?: [\w%+,\-./:=@]+)*$/.test(text) || /^(?:if|in|do|fi)(?: |$)/.test(text);
}

function isUnprintable(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function escape(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`);
}
