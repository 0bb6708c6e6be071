import { matchesBashRule } from './bash-pattern.js';
import type { Call } from './calls-for.js';
import type { Word } from 'unbash';
import { assignmentsOf } from './command-texts.js';
import { coversPath, type Place } from './path-rules.js';
import { resolvePath } from './paths.js';
import { readLine, wordsOf, type ReadLine } from './read-line.js';
import { parseRule } from './rule.js';
import { variablesOf } from './variables.js';
import { isResolved, isUnclear, wordValue } from './word.js';

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

/** Wrappers are not looked through. A line with something in it that is only known when it runs always matches. */
function matchesLine(content: string, text: string): boolean {
  const line = readLine(text);
  if (line === undefined) return true;
  const variables = variablesOf(line);
  return holdsUnknown(line, variables) || textsOf(line, variables).some((one) => matchesBashRule(content, one));
}

function holdsUnknown({ parts, redirects, hasGroup }: ReadLine, variables: ReadonlyMap<string, string>): boolean {
  const isUnknown = (word: Word): boolean => isUnclear(word) && !isResolved(word, variables);
  return (
    hasGroup ||
    parts.some(({ command, isSubstituted }) => isSubstituted || wordsOf(command).some(isUnknown)) ||
    redirects.some(({ redirect }) => redirect.type === 'HereDoc' && redirect.delimiter?.quoted !== true)
  );
}

function textsOf({ parts }: ReadLine, variables: ReadonlyMap<string, string>): readonly string[] {
  return parts.flatMap((part) => {
    const values = wordsOf(part.command).map((word) => wordValue(word, variables));
    const text = values.join(' ');
    const assigned = assignmentsOf(part).map((one) => `${one.text} `);
    return [text, assigned.join('') + text, ...(values[0] === 'xargs' ? [values.slice(1).join(' ')] : [])];
  });
}
