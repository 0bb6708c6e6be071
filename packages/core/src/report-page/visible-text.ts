import { looksLikeSecret } from '../host/looks-like-secret.js';
import { escapeInvisible } from '../text/quote.js';

/** A text as everybody may see it: nothing that moves or reorders what stands beside it, and nothing that looks like a secret. */
function visibleText(text: string): string {
  return text.split('\n').map(visibleLine).join('\n');
}

function visibleLine(line: string): string {
  const secret = looksLikeSecret(line);
  return secret === undefined ? escapeInvisible(line) : `[not shown: it looks like ${secret}]`;
}

/** The same for all texts in a value that is data. */
export function visibleData<T>(value: T): T {
  // What comes out has the shape of what went in: only texts are replaced.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return seen(value) as T;
}

function seen(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, seen(item)]));
}
