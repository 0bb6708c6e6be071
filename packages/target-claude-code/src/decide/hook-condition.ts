import type { Word } from 'unbash';
import { matchesBashRule } from './bash-pattern.js';
import type { Call } from './calls-for.js';
import { assignmentsOf } from './command-texts.js';
import { coversPath, type Place } from './path-rules.js';
import { resolvePath } from './paths.js';
import { readLine, wordsOf, type LinePart, type ReadLine } from './read-line.js';
import { parseRule } from './rule.js';
import { variablesOf } from './variables.js';
import { isLiteralWord, isResolved, isUnclear, standsForWords, wordValue } from './word.js';
import { withoutWrapper } from './wrappers.js';

/**
 * Whether a hook's `if` matches a call. It is a rule, but of this tool alone, and what stands in the parentheses counts only
 * for commands and paths.
 */
export function matchesCondition(condition: string | undefined, { tool, input }: Call, place: Place): boolean {
  if (condition === undefined || condition === '') return true;
  const whole = /^([^()]+)\(\s*\)$/.exec(condition)?.[1];
  if (whole !== undefined) return whole === tool;
  const rule = parseRule(condition, place.project);
  if (rule?.tool !== tool) return false;
  const { content } = rule;
  if (content === undefined) return true;
  if (tool === 'Bash') return matchesLine(content.trim(), input.trim());
  if (!PATH_TOOLS.has(tool)) return false;
  const pathRule = { ...rule, tool: 'Edit' };
  return coversPath([pathRule], 'Edit', 'allow', resolvePath(input, place.project, place.home), place);
}

const PATH_TOOLS = new Set(['Read', 'Edit', 'Write', 'NotebookEdit']);

type Variables = ReadonlyMap<string, string>;

/**
 * Wrappers are not looked through. A line with something in it that is only known when it runs always matches, unless the
 * rule is about the name of a program alone and the line is plain enough to show all names.
 */
function matchesLine(content: string, text: string): boolean {
  const line = readLine(text);
  if (line === undefined) return true;
  const variables = variablesOf(line);
  if (textsOf(line, variables).some((one) => matchesBashRule(content, one))) return true;
  return holdsUnknown(line, variables) && !(isAboutName(content) && showsAllNames(line));
}

function holdsUnknown({ parts, redirects, isHidden }: ReadLine, variables: Variables): boolean {
  const isUnknown = (word: Word): boolean =>
    // It takes backquotes in double quotes for text.
    isUnclear(word) && !isResolved(word, variables) && !/"[^"]*`/.test(word.text);
  const isUnknownPart = (part: LinePart): boolean => {
    const words = wordsOf(part.command);
    const values = assignmentsOf(part).flatMap(({ value }) => (value.type === 'Word' ? [value] : []));
    return words.some(isUnknown) || (words.length > 0 && values.some(isUnknown));
  };
  return (
    isHidden ||
    parts.some(isUnknownPart) ||
    redirects.some(({ redirect }) => redirect.type === 'HereDoc' && redirect.delimiter?.quoted !== true)
  );
}

/** `cp *`, `cp:*`, `cp*`. */
function isAboutName(content: string): boolean {
  return /^[^\s*]+(?: \*|:\*|\*)$/.test(content);
}

/** One command whose arguments are unclear only by `$x` and `$( )`, each of which is one command again. */
function showsAllNames({ parts, redirects, isHidden, isSingle }: ReadLine): boolean {
  if (!isSingle || isHidden || redirects.length > 0) return false;
  return parts.every((part) => {
    const [name, ...words] = wordsOf(part.command);
    if (name === undefined || !isLiteralWord(name) || assignmentsOf(part).length > 0) return false;
    return (
      withoutWrapper([wordValue(name), 'x']) === undefined &&
      words.every((word) => !isUnclear(word) || standsForWords(word))
    );
  });
}

function textsOf({ parts }: ReadLine, variables: Variables): readonly string[] {
  return parts.flatMap((part) => {
    const values = wordsOf(part.command).map((word) => wordValue(word, variables));
    const text = values.join(' ');
    const assigned = assignmentsOf(part).map((one) => `${one.text} `);
    return [text, assigned.join('') + text, ...(values[0] === 'xargs' ? [values.slice(1).join(' ')] : [])];
  });
}
