import { findingOf } from '@canonry/core';
import {
  holdMore,
  isLaxerAbove,
  isStricterAbove,
  leaveOut,
  sayAsItIs,
  showRule,
  strictestSoFar,
  type RuleToSay,
  type Said,
} from './said.js';

/**
 * `read` and `edit`. OpenCode compares with the path from the top of the work tree, also outside of it (`../../etc/hosts`);
 * canonry with the path from the project, and outside of it with the absolute one.
 */
export function sayPathRule(rule: RuleToSay): Said {
  const { pattern, where, tool, pathPrefix } = rule;
  if (/^(?:\/|~(?:\/|$)|\$HOME)/.test(pattern)) return sayNeverMatched(rule);
  if (pathPrefix !== '' && !/^\*[^/*?]*$/.test(pattern)) {
    const parameters = { rule: showRule(rule), prefix: pathPrefix };
    return { rules: [], findings: [findingOf('import-below-work-tree', { ...where, tool }, parameters)] };
  }
  // The tidy paths of canonry hold no "..".
  const said = /^\.\.(?:\/|$)/.test(pattern) ? [] : sayAsItIs(rule).rules;
  // What is relative decides about no file outside.
  const reaching = { ...rule, above: rule.above.filter((other) => /^[*?/~$]/.test(other.pattern)) };
  const isSafe =
    (!isLaxerAbove(reaching) || meetsNoDots(pattern)) && (!isStricterAbove(reaching) || isAboutNamesOnly(pattern));
  if (isSafe && said.length > 0) return sayAsItIs(rule);
  const decision = strictestSoFar(reaching);
  const outside = ['/*', '~/*'].map((everything) => ({ pattern: everything, action: decision }));
  const reason = 'it reaches files outside the project, whose paths OpenCode writes with "..", canonry from the root';
  return holdMore(rule, [...said, ...outside], reason, `followed by a rule that lets all of those be ${decision}`);
}

function sayNeverMatched(rule: RuleToSay): Said {
  const { pattern, action } = rule;
  const reason = 'OpenCode compares with paths from the work tree, which never begin like this';
  if (action !== 'deny' || !/^(?:\/|~\/|\$HOME\/)/.test(pattern)) return leaveOut(rule, reason);
  return holdMore(rule, sayAsItIs(rule).rules, reason, 'a denial that holds');
}

/** True if what this matches of `../../a/b` it matches of `/…/a/b` too: nothing of it can match the dots. */
function meetsNoDots(pattern: string): boolean {
  if (!/^[*?.]/.test(pattern)) return true;
  if (/^\.[^.*?]/.test(pattern)) return true;
  const rest = pattern.replace(/^\*+/, '');
  if (rest === pattern) return false;
  const [, below = rest] = /^\/\*+(.*)$/s.exec(rest) ?? [];
  if (below === '') return true;
  return below === rest ? /^\/?\.?[^./?*]/.test(below) : /^\.?[^./?*]/.test(below);
}

/** True if what this matches of `/home/me/a/b` it matches of `../../a/b` too: it looks at the last name, or at nothing. */
function isAboutNamesOnly(pattern: string): boolean {
  if (!/^[*?.]/.test(pattern)) return true;
  if (pattern.startsWith('.')) return true;
  const segments = pattern.split('*');
  const last = segments.at(-1) ?? '';
  // One slash: every path outside has one, however it is written.
  const slashes = segments.slice(1, -1).join('');
  return segments[0] === '' && !/[/?]/.test(last) && (slashes === '' || slashes === '/');
}
