import type { HarnessRule } from '../harness-settings.js';
import { OPERATOR } from '../why-no-effect.js';

type BashRule = HarnessRule & { readonly content: string };

/** What is not the same in a line as it is typed and in the words of a command. */
const AS_TYPED = /["'`\\]+|\s{2,}|[^\S ]/g;

/** The pattern that permits no more than a rule of allow, or why there is none. */
export function sayAllowed({ content }: BashRule): { readonly pattern: string } | { readonly reason: string } {
  const text = content.trim();
  if (OPERATOR.test(text)) return { reason: 'canonry takes lines apart at their operators' };
  if (text.search(AS_TYPED) !== -1)
    return { reason: 'Claude Code compares with the line as it is typed, canonry with its words without quotes' };
  if (text.includes('?')) return { reason: 'a ? is any character in canonry' };
  const prefix = prefixOf(text);
  if (prefix?.includes('*') === true) return { reason: 'a * before :* is a star for Claude Code' };
  return { pattern: prefix === undefined ? withSomething(text) : `${prefix} *` };
}

/** The pattern that matches all that a rule of deny or ask matches; a star stands for each stretch that means something else here. */
export function sayForbidden({ content }: BashRule): { readonly pattern: string; readonly isWider: boolean } {
  const text = content.trim();
  const operator = text.search(OPERATOR);
  const whole = operator === -1 ? text : `${text.slice(0, operator).trim()}*`;
  const plain = whole.replaceAll(AS_TYPED, '*').replaceAll(/\*{2,}/g, '*');
  const prefix = prefixOf(plain);
  const pattern = prefix === undefined ? withSomething(plain) : `${prefix} *`;
  return { pattern, isWider: plain !== text || text.includes('?') };
}

/** What stands before a final `:*`, which is the same as ` *`. */
function prefixOf(text: string): string | undefined {
  return text.endsWith(':*') ? text.slice(0, -2) : undefined;
}

/** With two stars a trailing ` *` wants something; in canonry it never does. */
function withSomething(text: string): string {
  return text.endsWith(' *') && text.indexOf('*') < text.length - 1 ? `${text.slice(0, -1)}?*` : text;
}
