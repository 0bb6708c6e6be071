import { ACTIONS, type Rule } from './agent.js';
import { findingOf, type Finding, type Place } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { quote } from './text/quote.js';

/** Splits `"pattern:action"` at the last colon, so that patterns may hold colons. */
export function parseRule(
  text: string,
  where: { readonly file: string; readonly place: Place; readonly agent: string; readonly tool: string },
): Rule | Finding {
  const rule = quote(text);
  const colon = text.lastIndexOf(':');
  if (colon === -1) return findingOf('rule-without-action', where, { rule, pattern: text });
  const pattern = text.slice(0, colon);
  const word = text.slice(colon + 1);
  const action = ACTIONS.find((known) => known === word);
  if (action === undefined) {
    const guess = nearest(word.trim(), ACTIONS);
    const hint = guess && `did you mean ${quote(`${pattern}:${guess}`)}?`;
    return findingOf('unknown-action', where, { action: quote(word), rule }, hint);
  }
  if (pattern === '') return findingOf('rule-without-pattern', where, { rule });
  return { pattern, action };
}
