import type { Assignment, Word } from 'unbash';
import { declarationTexts, isDeclaration } from './declarations.js';
import { wordsOf, type LinePart } from './read-line.js';
import { wordValue } from './word.js';
import { withoutHarmlessWrapper, withoutWrapper } from './wrappers.js';

/** Variables that may stand before a command that is allowed, if their value is plain. */
const HARMLESS_VARIABLES = new Set(
  (
    'NODE_ENV LANG LC_ALL LC_TIME LANGUAGE CHARSET TZ TERM COLORTERM COLUMNS NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE ' +
    'CI RUST_LOG RUST_BACKTRACE GOOS GOARCH CGO_ENABLED GO111MODULE GOEXPERIMENT PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE ' +
    'PYTEST_DISABLE_PLUGIN_AUTOLOAD PYTEST_DEBUG TIME_STYLE BLOCK_SIZE BLOCKSIZE GREP_COLOR GREP_COLORS GCC_COLORS LS_COLORS ' +
    'LSCOLORS ANTHROPIC_API_KEY'
  ).split(' '),
);

export function assignmentsOf({ command }: LinePart): readonly Assignment[] {
  return command.prefix.filter((item): item is Assignment => item.type === 'Assignment');
}

/** Whether all that is set before a command is harmless; then it counts as if it were not there. */
export function setsOnlyHarmless(part: LinePart): boolean {
  return assignmentsOf(part).every(({ name, text }) => HARMLESS_VARIABLES.has(name) && /^\w+=[\w./-]+$/.test(text));
}

/** A text of a command that an allow rule may match. */
export interface AllowText {
  readonly text: string;
  /** Where xargs puts more words behind it, a rule without a star does not match. */
  readonly isOpenEnded: boolean;
}

/** As it is written, but for the quotes of its name, and without what is passed over. */
export function allowTexts(part: LinePart): readonly AllowText[] {
  if (part.isTimed && assignmentsOf(part).length > 0) return [];
  const words = wordsOf(part.command);
  if (words.length === 0 || isDeclaration(part)) return [];
  const assignments = assignmentsOf(part).map(({ text }) => `${text} `);
  const written = { text: assignments.join('') + writtenText(words, part.source), isOpenEnded: false };
  if (!setsOnlyHarmless(part)) return [written];
  const forms = harmlesslyStripped(words);
  const inner = forms.map((rest, at) => {
    const before = at === 0 ? undefined : forms[at - 1]?.[0];
    const isOpenEnded = before !== undefined && wordValue(before) === 'xargs';
    return { text: writtenText(rest, part.source), isOpenEnded };
  });
  // Behind `!` and `if`, the word itself is taken for a part of the command.
  const timed = part.isTimed ? [{ text: `time ${written.text}`, isOpenEnded: false }] : [];
  return [written, ...timed, ...inner];
}

/** The words of a command without one wrapper after the other; the last may be xargs without options. */
export function harmlesslyStripped(words: readonly Word[]): readonly (readonly Word[])[] {
  const values = words.map((word) => wordValue(word));
  const forms = [words];
  for (let rest = withoutHarmlessWrapper(values); rest !== undefined && rest.length > 0;) {
    forms.push(words.slice(words.length - rest.length));
    rest = withoutHarmlessWrapper(rest);
  }
  const last = forms.at(-1) ?? words;
  const [name, argument] = last.map((word) => wordValue(word));
  return name === 'xargs' && argument?.startsWith('-') === false ? [...forms, last.slice(1)] : forms;
}

function writtenText(words: readonly Word[], source: string): string {
  const [name, first] = words;
  const last = words.at(-1);
  if (name === undefined) return '';
  return first === undefined || last === undefined
    ? wordValue(name)
    : wordValue(name) + source.slice(name.end, last.end);
}

/** The texts of a command that a rule of deny or ask may match. */
export interface DenyTexts {
  /** Written and without quotes, with and without the variables that are set before it. */
  readonly own: readonly string[];
  /** Without wrappers and directories: what it comes to. */
  readonly inner: readonly string[];
}

export function denyTexts(part: LinePart, variables: ReadonlyMap<string, string>): DenyTexts {
  const words = wordsOf(part.command);
  // What only sets variables is no command.
  if (words.length === 0) return { own: [], inner: [] };
  const assignments = assignmentsOf(part).map(({ text }) => `${text} `);
  const withAssignments = (text: string): readonly string[] => [assignments.join('') + text, text];
  const values = words.map((word) => wordValue(word, variables));
  if (isDeclaration(part)) {
    const isSeen = !part.isSubstituted && !part.isGrouped;
    return {
      own: isSeen ? declarationTexts(part).flatMap(withAssignments) : [],
      inner: part.isSubstituted ? [] : withAssignments(values[0] ?? ''),
    };
  }
  // Unlike in allow, what stands behind the name counts as one blank.
  const written = writtenText(words, part.source).replace(/[ \t]+/, ' ');
  const own = [...withAssignments(written), values.join(' ')];
  const inner: string[] = [];
  for (
    let rest: readonly string[] | undefined = values;
    rest !== undefined && rest.length > 0;
    rest = withoutWrapper(rest)
  ) {
    const [name = '', ...others] = rest;
    inner.push(rest.join(' '), [name.slice(name.lastIndexOf('/') + 1), ...others].join(' '));
  }
  return { own, inner };
}
