import { matchesBashRule, oneBlank } from './bash-pattern.js';
import { isPathDenied, isPathOpen, namedByArguments, namedByRedirects, type NamedPath } from './bash-paths.js';
import { allowTexts, assignmentsOf, denyTexts, setsOnlyHarmless, type AllowText } from './command-texts.js';
import { declarationTexts, isDeclaration, mayBeAllowed } from './declarations.js';
import type { Place } from './path-rules.js';
import { resolvePath } from './paths.js';
import { isProtected } from './protected-paths.js';
import { isReadOnly, isSubstitution } from './read-only.js';
import { readLine, wordsOf, type LinePart, type ReadLine } from './read-line.js';
import { removesTooMuch } from './removal.js';
import { coversTool, type Rule } from './rule.js';
import type { Settings } from './settings.js';
import { variablesOf } from './variables.js';
import type { Verdict } from './verdict.js';
import { isLiteralWord, isUnclear, wordValue } from './word.js';

/** What the settings say about a command line. */
export function judgeBash(input: string, settings: Settings, place: Place): Verdict {
  const text = input.trim();
  if (CONTROLS.test(input)) return { kind: 'denied', reads: false, owned: 'owned-claude-code-entangled-lines' };
  const seen = readLine(text);
  const line = seen !== undefined && OTHER_BLANKS.test(input) ? { ...seen, isPlain: false } : seen;
  const variables = line === undefined ? new Map<string, string>() : variablesOf(line);
  const matched = (rules: readonly Rule[]): Matched => matchesAnyPart(rules, text, line, variables);
  const named = line === undefined ? [] : namedPaths(line, place, variables);
  const reads = line !== undefined && line.isPlain && line.parts.every((part) => isReadOnly(part) && isClear(part));
  const verdict = (kind: Verdict['kind'], owned?: Verdict['owned']): Verdict => ({
    kind,
    reads,
    ...(owned === undefined ? {} : { owned }),
  });
  const denied = matched(settings.deny);
  if (denied !== undefined) return verdict('denied', whyDenied(denied, line));
  if (named.some((one) => isPathDenied(one, settings, place))) return verdict('denied');
  const asked = settings.ask.some((rule) => coversTool(rule, 'Bash', 'ask')) ? 'as-it-is' : matched(settings.ask);
  if (asked !== undefined) {
    const reason = whyNotDenied({ text, named, line }, settings);
    return verdict('asked', reason ?? (asked === 'inside' ? 'owned-claude-code-inner-commands' : undefined));
  }
  if (line?.parts.some((part) => removesTooMuch(part, place)) === true)
    return verdict('kept', 'owned-claude-code-removal');
  if (line?.isMistrusted === true) return verdict('kept', whyMistrusted(settings));
  if (writesProtected(named)) return verdict('kept', 'owned-claude-code-protected-files');
  const isAll = settings.allow.some((rule) => coversTool(rule, 'Bash', 'allow'));
  if (isAll || isAllowed(text, line, named, settings, place))
    return verdict('allowed', whyAllowed({ text, named, line }, settings, place));
  const isDivided = line?.isPlain === true && line.parts.every(isClear);
  const reason = whyNotDenied({ text, named, line }, settings);
  if (reason !== undefined) return verdict('open', reason);
  if (!isDivided) return verdict('open', 'owned-claude-code-entangled-lines');
  if (isAllowedWithOneBlank(text, settings, place)) return verdict('open', 'owned-claude-code-raw-text');
  return verdict('open', isAllowed(text, line, [], settings, place) ? 'owned-claude-code-named-files' : undefined);
}

/** A rule without a star allows the line, but not with as many blanks. */
function isAllowedWithOneBlank(text: string, settings: Settings, place: Place): boolean {
  const single = oneBlank(text);
  return single !== text && judgeBash(single, settings, place).kind === 'allowed';
}

/** A call with one of these is refused as a whole. */
const CONTROLS = /(?![\t\n])\p{Cc}/u;
/** What looks like a blank and is none to bash. */
const OTHER_BLANKS = /(?![ \t\n])\s|\u200B/u;

interface Seen {
  readonly text: string;
  readonly named: readonly NamedPath[];
  readonly line: ReadLine | undefined;
}

/** The case that an allowed line is, if nobody has allowed all of it. */
function whyAllowed({ text, named, line }: Seen, settings: Settings, place: Place): Verdict['owned'] {
  if (settings.deny.length > 0 && (line === undefined || hidesCommands(line)))
    return 'owned-claude-code-unread-commands';
  if (settings.ask.length > 0 && line?.isUnread === true) return 'owned-claude-code-unread-commands';
  const isHeldBack = [...settings.ask, ...settings.deny].some(({ tool }) => tool === 'Bash');
  const isAll = settings.allow.some((rule) => coversTool(rule, 'Bash', 'allow'));
  // Rules open the files that are written: then it is the command that nobody has allowed.
  const isOpen = named.length > 0 && named.every((one) => isPathOpen(one, settings, place));
  if (isOpen && !isAll && line?.parts.some((part) => runsByItself(part, settings)) === true)
    return 'owned-claude-code-read-only-commands';
  if (named.some(({ use, by }) => use === 'write' || by === 'redirect')) return 'owned-claude-code-unseen-writes';
  if (line?.parts.every(runsNothing) === true) return 'owned-claude-code-read-only-commands';
  if (!isAll && line?.parts.some((part) => runsByItself(part, settings)) === true)
    return 'owned-claude-code-read-only-commands';
  const contents = bashContents(settings.allow);
  if (!isAll && line?.parts.some((part) => isRuledInside(part, contents)) === true) return 'owned-claude-code-wrappers';
  return (isHeldBack || isAll) && (line === undefined || !isLiteral(line, text))
    ? 'owned-claude-code-raw-text'
    : undefined;
}

/** It may hide a removal: the person is asked, even where a rule denies what is hidden. */
function whyMistrusted({ deny }: Settings): Verdict['owned'] {
  return deny.length > 0 ? 'owned-claude-code-unread-commands' : 'owned-claude-code-removal';
}

/** Why a line is denied that a definition may only ask about, or allow. */
function whyDenied(denied: Matched, line: ReadLine | undefined): Verdict['owned'] {
  if (line === undefined || line.isMended) return 'owned-claude-code-entangled-lines';
  return denied === 'inside' ? 'owned-claude-code-inner-commands' : undefined;
}

/** Only variables are set. */
function runsNothing({ command }: LinePart): boolean {
  return wordsOf(command).length === 0;
}

/** No rule allows the command, and it runs unasked because it changes nothing. */
function runsByItself(part: LinePart, settings: Settings): boolean {
  return !isRuled(part, bashContents(settings.allow)) && (isReadOnly(part) || isMove(part));
}

/** Why a line may only be asked about where the agent should be held back: files that it names, words that nobody knows yet. */
function whyNotDenied({ text, named, line }: Seen, { deny }: Settings): Verdict['owned'] {
  if (named.some(({ by }) => by === 'redirect')) return 'owned-claude-code-unseen-writes';
  if (line?.parts.every(runsNothing) === true) return 'owned-claude-code-read-only-commands';
  const isHeldBack = deny.some(({ tool }) => tool === 'Bash');
  return isHeldBack && (line === undefined || !isLiteral(line, text)) ? 'owned-claude-code-raw-text' : undefined;
}

/** The line is what it says: nothing in it is put in by the shell, and nothing had to be mended. */
function isLiteral({ parts, isPlain }: ReadLine, text: string): boolean {
  return isPlain && parts.every((part) => part.source === text && isClear(part) && hasLiteralWords(part));
}

function hasLiteralWords({ command }: LinePart): boolean {
  return wordsOf(command).every(isLiteralWord);
}

/** Something of the line is not looked at when denied commands are looked for. */
function hidesCommands({ parts, isPlain }: ReadLine): boolean {
  return !isPlain || parts.some((part) => !isClear(part) || part.command.redirects.length > 0);
}

/** How a rule of deny or ask matches a line: in what is written, or only in what that comes to. */
type Matched = 'as-it-is' | 'inside' | undefined;

/** Whether any command of the line is matched, however deep. */
function matchesAnyPart(
  rules: readonly Rule[],
  text: string,
  line: ReadLine | undefined,
  variables: ReadonlyMap<string, string>,
): Matched {
  const contents = bashContents(rules);
  if (contents.length === 0) return undefined;
  const matches = (texts: readonly string[]): boolean =>
    contents.some((content) => texts.some((one) => matchesBashRule(content, one)));
  if (contents.includes(text)) return 'as-it-is';
  if (line === undefined) return matches(textsOfUnreadable(text)) ? 'as-it-is' : undefined;
  const texts = line.parts.map((part) => denyTexts(part, variables));
  if (matches(texts.flatMap(({ own }) => own))) return 'as-it-is';
  return matches(texts.flatMap(({ inner }) => inner)) ? 'inside' : undefined;
}

/** What cannot be read is divided wherever a command may begin, but for lines in which it was seen to lose its way. */
function textsOfUnreadable(text: string): readonly string[] {
  if (/\[\[|\$\{/.test(text)) return [text];
  const pieces = text.split(/[;&|\n`]|\$\(/).map((piece) => piece.trim().replace(/^["']/, ''));
  const bare = pieces.map((piece) => piece.replace(/^(?:(?:then|do|else|elif|if|while|until|!)\s+)+/, ''));
  return [text, ...pieces, ...bare].map((piece) => piece.replaceAll(/["']/g, '').replaceAll(/\s+/g, ' ').trim());
}

function bashContents(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap(({ tool, content }) => (tool === 'Bash' && content !== undefined ? [content] : []));
}

/** A directory that the line changes to counts for the commands after it. */
function namedPaths(line: ReadLine, place: Place, variables: ReadonlyMap<string, string>): readonly NamedPath[] {
  let cwd = place.project;
  const named: NamedPath[] = [];
  for (const part of line.parts) {
    named.push(...namedByArguments(part, place, variables, cwd));
    const [name, target] = wordsOf(part.command).map((word) => wordValue(word, variables));
    if (name === 'cd' && target !== undefined && !target.startsWith('-')) cwd = resolvePath(target, cwd, place.home);
  }
  return [...named, ...namedByRedirects(line, place, variables, cwd)];
}

/** Behind a `cd` it is not seen. */
function writesProtected(named: readonly NamedPath[]): boolean {
  if (named.some(({ by }) => by === 'cd')) return false;
  return named.some(({ use, path }) => use === 'write' && path !== undefined && isProtected(path));
}

function isAllowed(
  text: string,
  line: ReadLine | undefined,
  named: readonly NamedPath[],
  settings: Settings,
  place: Place,
): boolean {
  const contents = bashContents(settings.allow);
  if (line === undefined) return false;
  const isOpen = named.every((one) => isPathOpen(one, settings, place) || isWrittenByRule(one, place));
  if (!isOpen) return false;
  const redirects = line.redirects.length > 0;
  const isPiped = /\|/.test(text.replaceAll('||', ''));
  if (!redirects && !isPiped && contents.includes(text)) return true;
  // Only comments and tests.
  if (line.parts.length === 0) return line.isPlain && line.redirects.length === 0;
  if (!line.isPlain || !line.redirects.every(isClearRedirect) || movesUnsafely(line)) return false;
  if (line.parts.some(isDeclaration)) return !isPiped && line.parts.every((part) => isRuled(part, contents));
  return line.parts.every(
    (part) =>
      isRuled(part, contents) ||
      (isClear(part) && (isReadOnly(part) || isMove(part) || (settings.mode === 'acceptEdits' && isFileCommand(part)))),
  );
}

/** Programs that write need a rule of their own; the places that they name must be in the project. */
function isWrittenByRule({ use, path, by, hasDots }: NamedPath, place: Place): boolean {
  return by === 'argument' && use === 'write' && !hasDots && path?.startsWith(`${place.project}/`) === true;
}

function isRuled(part: LinePart, contents: readonly string[]): boolean {
  if (isDeclaration(part))
    return (
      mayBeAllowed(part) &&
      setsOnlyHarmless(part) &&
      declarationTexts(part).some((text) => contents.some((content) => matchesBashRule(content, text)))
    );
  const texts = allowTexts(part);
  return isClear(part)
    ? texts.some((one) => matchesAllow(one, contents))
    : texts.slice(0, 1).some(({ text }) => contents.includes(text));
}

function matchesAllow({ text, isOpenEnded }: AllowText, contents: readonly string[]): boolean {
  return contents.some((content) =>
    content.includes('*') ? matchesBashRule(content, oneBlank(text)) : content === text && !isOpenEnded,
  );
}

/** A rule allows the command, but not as it is written. */
function isRuledInside(part: LinePart, contents: readonly string[]): boolean {
  const [written] = allowTexts(part);
  return isRuled(part, contents) && written !== undefined && !matchesAllow(written, contents);
}

function isClear({ command, source }: LinePart): boolean {
  if (/\\[ \t]/.test(source.slice(command.pos, command.end))) return false;
  const words = [command.name, ...command.suffix];
  return words.every(
    (item) =>
      item === undefined ||
      (item.type === 'Word' ? !isUnclear(item) : item.type !== 'Assignment' || !/[$`(]/.test(item.text)),
  );
}

function isClearRedirect({ redirect, source }: ReadLine['redirects'][number]): boolean {
  // Nothing may follow on the line on which a here-document begins.
  if (redirect.type === 'HereDoc')
    return redirect.delimiter?.quoted === true && /^[ \t]*\n/.test(source.slice(redirect.delimiter.end));
  return redirect.target !== undefined && !isUnclear(redirect.target) && redirect.operator !== '<>';
}

function isMove(part: LinePart): boolean {
  const [name, target, ...others] = wordsOf(part.command).map((word) => wordValue(word));
  return name === 'cd' && target !== undefined && others.length === 0 && (target === '-' || !target.startsWith('-'));
}

/** A second cd, and a cd beside git or beside a program that writes: then the place is not trusted any more. */
function movesUnsafely({ parts }: ReadLine): boolean {
  const commands = parts.map((part) => wordsOf(part.command).map((word) => wordValue(word)));
  const moves = commands.filter(([name, target]) => name === 'cd' && target !== '.');
  if (moves.length === 0) return false;
  return (
    moves.length > 1 || commands.some(([name = '']) => name === 'git' || FILE_COMMANDS.has(name) || name === 'tee')
  );
}

const FILE_COMMANDS: ReadonlyMap<string, RegExp> = new Map([
  ['touch', /^$/],
  ['mkdir', /./],
  ['rmdir', /^$/],
  ['rm', /./],
  ['mv', /^$/],
  ['cp', /^$/],
  ['sed', /^-E$/],
]);

/** What the mode acceptEdits runs unasked. */
function isFileCommand(part: LinePart): boolean {
  const [name = '', ...words] = wordsOf(part.command).map((word) => wordValue(word));
  const options = FILE_COMMANDS.get(name);
  if (options === undefined || assignmentsOf(part).length > 0) return false;
  if (name === 'sed' && !isSubstitution(words.find((word) => !word.startsWith('-')) ?? '')) return false;
  return words.filter((word) => word.startsWith('-')).every((option) => options.test(option));
}
