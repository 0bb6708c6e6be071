import * as fc from 'fast-check';

/** A piece of a line, and what stands in it. */
export interface Generated {
  readonly line: string;
  /** What the piece becomes after quote removal, with a hole for each expansion. */
  readonly text: string;
  /** The parts of every command inside of it. */
  readonly parts: readonly string[];
}

const plain = fc.stringMatching(/^[a-z0-9_./:@%+,-]{1,5}$/);
/** Looks like code and is none, once it is quoted. */
const decoy = fc.constantFrom(
  '$(rm x)',
  '`rm x`',
  'a;b',
  'a && b',
  '> f',
  '${x}',
  '# a',
  "it's",
  '"',
  '\\',
  '*',
  '{a,b}',
  'a\nb',
  '<(x)',
  '$x',
  '~',
  '',
);

function quoted(spell: (text: string) => string, text: fc.Arbitrary<string>): fc.Arbitrary<Generated> {
  return text.map((value) => ({ line: spell(value), text: value, parts: [] }));
}

function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function inDoubleQuotes(text: string): string {
  return `"${text.replaceAll(/[$`"\\]/g, '\\$&')}"`;
}

function inAnsiQuotes(text: string): string {
  const codes = Array.from(text).map((character, at) => {
    const code = character.charCodeAt(0);
    return (
      [
        `\\x${code.toString(16).padStart(2, '0')}`,
        `\\${code.toString(8).padStart(3, '0')}`,
        `\\u00${code.toString(16).padStart(2, '0')}`,
      ][at % 3] ?? ''
    );
  });
  return `$'${codes.join('')}'`;
}

function escaped(text: string): string {
  return text.replaceAll(/[^a-z0-9\n]/g, '\\$&').replaceAll('\n', "'\n'");
}

/** A word without expansions, spelled in one of the ways that quoting allows, or in several. */
export const literalWord: fc.Arbitrary<Generated> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: quoted((text) => text, plain) },
      quoted(inSingleQuotes, decoy),
      quoted(inDoubleQuotes, decoy),
      quoted((text) => `$${inDoubleQuotes(text)}`, plain),
      quoted(inAnsiQuotes, decoy),
      quoted(
        escaped,
        decoy.filter((text) => text !== ''),
      ),
      quoted((text) => `${text}\\\n`, plain),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((pieces) => ({
    line: pieces.map(({ line }) => line).join(''),
    text: pieces.map(({ text }) => text).join(''),
    parts: [],
  }));
