import type { Assignment, Command, Redirection, Word } from 'unbash';

/** A command as OpenCode's grammar shows it. */
export interface SeenCommand {
  /** What the rules are matched with: the text as it stands in the line. */
  readonly text: string;
  /** Its words as they stand in the line; the first is the name. */
  readonly words: readonly string[];
  /** True if the text is what runs: literal words, one blank between them, redirects only behind them. */
  readonly isPlain: boolean;
  /** True if the text holds words only. */
  readonly isBare: boolean;
}

/**
 * What no text shows. `assignment`, `builtin`: nothing is asked about them. `redirect`: a redirect that belongs to a list, a
 * pipe, a group or to nothing. `expansion`: what runs is not what stands there.
 */
export type Unseen = 'assignment' | 'builtin' | 'redirect' | 'expansion';

interface Place {
  readonly node: Command;
  readonly source: string;
  readonly isFirst: boolean;
  readonly start?: number;
}

type Item = Assignment | Redirection | Word;

/** Statements of their own to the grammar, not names of commands. */
const STATEMENTS: ReadonlySet<string> = new Set([
  'export',
  'declare',
  'typeset',
  'readonly',
  'local',
  'unset',
  'unsetenv',
  '[',
]);

export function seenCommand({ node, source, isFirst, start }: Place): {
  readonly command?: SeenCommand;
  readonly unseen: readonly Unseen[];
} {
  const items = itemsOf(node);
  const redirects = items.filter(isRedirection);
  const keyword = start === undefined ? [] : [source.slice(start, node.pos).trim()];
  const words = [...keyword, ...items.filter(isOwnWord).map(({ text }) => text)];
  const [name] = words;
  // With a redirect, an assignment on its own is a command without a name.
  if (name === undefined && !(redirects.length > 0 && items.some(isAssignment)))
    return { unseen: [redirects.length > 0 ? 'redirect' : 'assignment'] };
  if (keyword.length === 0 && name !== undefined && STATEMENTS.has(name))
    return { unseen: redirects.some(opensFile) ? ['builtin', 'redirect'] : ['builtin'] };
  const cut = isFirst ? undefined : node.suffix.find((item) => isRedirection(item) && item.type !== 'HereString');
  const end = cut?.pos ?? Math.max(...items.map(endOf));
  const written = source.slice(start ?? node.pos, end);
  const text = written.trim();
  const isPlain =
    keyword.length === 0 && name !== undefined && isSpelledOut(items, source) && text === withoutBlanks(written);
  const lost = cut === undefined ? [] : items.slice(items.indexOf(cut));
  const isCut = lost.some((item) => !isRedirection(item) || opensFile(item));
  return {
    command: { text, words, isPlain, isBare: items.every((item) => item.type === 'Word') },
    unseen: [...(isCut ? (['redirect'] as const) : []), ...(name === undefined ? (['assignment'] as const) : [])],
  };
}

/** The grammar loses such names: it looks for a variable in them. And it loses a last word `==`. */
export function isMisread({ name, suffix }: Command): boolean {
  const last = suffix.at(-1);
  const isLost = name?.parts === undefined && /\w[%@#?=]|\w\+:/.test(name?.text ?? '');
  return isLost || (last?.type === 'Word' && last.text === '==');
}

/** `x=<(a)` is one assignment, which only our parser tears apart. */
function isOwnWord(item: Item, at: number, items: readonly Item[]): item is Word {
  const before = items[at - 1];
  return item.type === 'Word' && !(before?.type === 'Assignment' && before.end === item.pos);
}

function itemsOf({ prefix, name, suffix }: Command): readonly Item[] {
  return [...prefix, ...(name === undefined ? [] : [name]), ...suffix];
}

/** As bash reads it. OpenCode also drops what is no blank to bash, and so belongs to a word. */
function withoutBlanks(text: string): string {
  return text.replaceAll(/^[ \t\n]+|[ \t\n]+$/g, '');
}

function isSpelledOut(items: readonly Item[], source: string): boolean {
  const firstRedirect = items.findIndex(isRedirection);
  return items.every((item, at) => {
    const before = items[at - 1];
    const gap = before === undefined ? ' ' : source.slice(before.end, item.pos);
    if (isRedirection(item)) return gap === ' ' && hasLiteralTarget(item);
    return gap === ' ' && (firstRedirect === -1 || at < firstRedirect) && isLiteral(item);
  });
}

/** Which file it is stands there; what a here-document or a here-string holds is none. */
function hasLiteralTarget(item: Redirection): boolean {
  return item.type !== 'Redirect' || item.target === undefined || isLiteral(item.target);
}

/** Without quotes, expansions, and what bash may take for one. */
function isLiteral(item: Assignment | Word): boolean {
  if (item.type === 'Word')
    return item.parts === undefined && item.text === item.value && !/[{}*?[\]!]|~(?!\/|$)|[^]~/.test(item.text);
  return item.index === undefined && item.value.type === 'Word' && isLiteral(item.value);
}

/** True unless the redirect only copies a descriptor or goes to nowhere. */
function opensFile(item: Item): boolean {
  if (item.type !== 'Redirect') return false;
  const target = item.target?.text ?? '';
  return (
    target !== '/dev/null' && !(item.operator === '<&' || (item.operator === '>&' && /^(?:\d+-?|-)$/.test(target)))
  );
}

function isRedirection(item: Item): item is Redirection {
  return item.type === 'Redirect' || item.type === 'HereDoc' || item.type === 'HereString';
}

function isAssignment(item: Item): item is Assignment {
  return item.type === 'Assignment';
}

/** A here-document ends with the line that closes it. */
function endOf(item: Item): number {
  return item.type === 'HereDoc' ? (item.closing?.end ?? item.end) : item.end;
}
