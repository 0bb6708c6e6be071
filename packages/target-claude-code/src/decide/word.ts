import type { Word, WordPart } from 'unbash';

/** A word after quote removal. Expansions stay as they are written, but for `$x` of a variable that the line itself has set. */
export function wordValue(word: Word, variables: ReadonlyMap<string, string> = new Map()): string {
  if (word.parts === undefined) return word.value;
  return word.parts.map((part) => partValue(part, variables)).join('');
}

function partValue(part: WordPart, variables: ReadonlyMap<string, string>): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
      return part.value;
    case 'DoubleQuoted':
      return part.parts.map((child) => partValue(child, variables)).join('');
    case 'SimpleExpansion':
      return variables.get(part.text.slice(1)) ?? part.text;
    default:
      return part.text;
  }
}

/** True if the word is one variable, or holds substitutions and nothing else that is unclear. */
export function standsForWords(word: Word): boolean {
  const parts = word.parts ?? [];
  if (parts.length === 1 && parts[0]?.type === 'SimpleExpansion') return true;
  const inner = parts.flatMap((part): readonly WordPart[] => (part.type === 'DoubleQuoted' ? part.parts : [part]));
  return !isOddlyWritten(word) && inner.every((part) => part.type === 'CommandExpansion' || !isUnclearPart(part));
}

/** True if the only things that are unclear in the word are variables that the line itself has set. */
export function isResolved(word: Word, variables: ReadonlyMap<string, string>): boolean {
  const parts = (word.parts ?? []).flatMap((part): readonly WordPart[] =>
    part.type === 'DoubleQuoted' ? part.parts : [part],
  );
  const names = parts.flatMap((part) => (part.type === 'SimpleExpansion' ? [part.text.slice(1)] : []));
  const others = parts.filter((part) => part.type !== 'SimpleExpansion');
  return names.length > 0 && names.every((name) => variables.has(name)) && !others.some(isUnclearPart);
}

/** Why a word keeps Claude Code from allowing the command that it stands in. */
export function isUnclear(word: Word): boolean {
  return isOddlyWritten(word) || (word.parts ?? []).some(isUnclearPart);
}

function isOddlyWritten(word: Word): boolean {
  const { text } = word;
  return /\\[ \t\n]/.test(text) || /\n[ \t]*#/.test(text) || text.startsWith('=') || mayBeBraces(word);
}

function isUnclearPart(part: WordPart): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'Glob':
      return false;
    case 'DoubleQuoted':
      return part.parts.some(isUnclearPart);
    case 'SimpleExpansion':
      return part.text !== '$HOME';
    case 'ArithmeticExpansion':
      return !/^\$\(\([\d\s+*/%()-]*\)\)$/.test(part.text);
    default:
      return true;
  }
}

/** A brace with a comma or two dots beside it, outside of quotes. */
function mayBeBraces(word: Word): boolean {
  const bare = (word.parts ?? []).map((part) => (part.type === 'Literal' ? part.text : '_')).join('');
  const unquoted = word.parts === undefined ? word.text : bare;
  return unquoted.includes('{') && /,|\.\./.test(unquoted);
}

/** True if bash may put names of files in place of the word. */
export function isGlob(word: Word): boolean {
  const parts = word.parts ?? [];
  return /[*?[]/.test(
    parts.length === 0
      ? word.text
      : parts.map((part) => (part.type === 'Literal' || part.type === 'Glob' ? part.text : '')).join(''),
  );
}

/** True if the text of the word is known before it is run: no expansion and no pattern for names of files. */
export function isLiteralWord(word: Word): boolean {
  return (
    !/[*?[]/.test(word.parts === undefined ? word.text : '') &&
    (word.parts ?? []).every((part) => {
      if (part.type === 'Literal') return !/[*?[]/.test(part.text);
      if (part.type === 'DoubleQuoted') return part.parts.every(({ type }) => type === 'Literal');
      return part.type === 'SingleQuoted';
    })
  );
}
