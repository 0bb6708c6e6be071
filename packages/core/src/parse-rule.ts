import { ACTIONS, type Rule } from './agent.js';
import { findingOf, type Finding, type Place } from './diagnostic.js';
import { meantWord } from './did-you-mean.js';
import { quote } from './text/quote.js';

/** Splits `"pattern:action"` at the last colon, so that patterns may hold colons. */
export function parseRule(
  text: string,
  where: { readonly file: string; readonly place: Place; readonly agent: string; readonly tool: string },
): Rule | Finding {
  const rule = quote(text);
  const colon = text.lastIndexOf(':');
  const pattern = text.slice(0, colon);
  const word = text.slice(colon + 1);
  const action = colon === -1 ? undefined : ACTIONS.find((known) => known === word);
  if (action !== undefined)
    return pattern.trim() === '' ? findingOf('rule-without-pattern', where, { rule }) : { pattern, action };

  const turned = turnAround(text);
  const didYouMean = turned && `did you mean ${quote(turned)}?`;
  // A colon in the middle of a URL or path is part of the pattern.
  if (colon === -1 || /^\s*$|[/*]/.test(word))
    return findingOf('rule-without-action', where, { rule, example: quote(`${patternLike(text)}:ask`) }, didYouMean);
  const guess = ACTIONS.find((known) => known === word.trim()) ?? meantWord(word.trim(), ACTIONS);
  const hint = didYouMean ?? (guess && `did you mean ${quote(`${pattern}:${guess}`)}?`);
  return findingOf('unknown-action', where, { action: quote(word), rule }, hint);
}

/** `deny:rm *` and `rm * = deny` as we write them: `rm *:deny`. */
function turnAround(text: string): string | undefined {
  const [beginning = '', first] = /^\s*(allow|ask|deny)\s*:/i.exec(text) ?? [];
  const rest = text.slice(beginning.length).trim();
  if (first !== undefined && rest !== '') return `${rest}:${first.toLowerCase()}`;
  const end = /(?:=>?|->)\s*(allow|ask|deny)$/i.exec(text.trim());
  const pattern = end === null ? '' : text.trim().slice(0, end.index).trim();
  return pattern === '' ? undefined : `${pattern}:${(end?.[1] ?? '').toLowerCase()}`;
}

/** What is most likely the pattern of a rule without action, also of one in the words of another harness. */
function patternLike(text: string): string {
  const inner = /^[A-Za-z]+\((.*)\)$/s.exec(text)?.[1]?.replace(/:\*$/, ' *');
  return (inner ?? text).replace(/:\s*$/, '') || 'PATTERN';
}
