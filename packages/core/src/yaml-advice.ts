import type { ErrorCode } from 'yaml';

/** What to say instead of the parser's own words, and the edit that mends it. */
interface Advice {
  readonly reason: string;
  readonly hint?: string;
}

const NO_KEY: Advice = { reason: 'the line is neither KEY: VALUE nor indented', hint: 'write KEY: VALUE' };

const ADVICE: ReadonlyMap<ErrorCode, Advice> = new Map<ErrorCode, Advice>([
  ['DUPLICATE_KEY', { reason: 'this key stands there twice', hint: 'keep one of the two' }],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    { reason: 'the text holds a colon and a space, as only a key does', hint: 'put the text into double quotes' },
  ],
  ['TAG_RESOLVE_FAILED', { reason: 'there is no such tag', hint: 'remove the word that begins with !' }],
  ['TAB_AS_INDENT', { reason: 'the line begins with a tab', hint: 'indent with spaces' }],
  ['MULTILINE_IMPLICIT_KEY', NO_KEY],
]);

/** The parser's complaint, in words for people. */
export function adviseOnYaml(code: ErrorCode, message: string): Advice {
  if (message.startsWith('Implicit map keys need')) return NO_KEY;
  return ADVICE.get(code) ?? { reason: message.charAt(0).toLowerCase() + message.slice(1) };
}
