import { comparePolicies, decidePolicy, isStricter, type Difference, type Policy } from '@canonry/core';
import type { Compiled } from './compiled.js';
import { addRule, atLeast, listOf, policyOfList, settle, type RuleList } from './rule-list.js';

const TOOL = 'external_directory';

/**
 * A policy about leaving the project. OpenCode never asks about a file: for `/etc/hosts` it asks about `/etc/*`, and for
 * the directory `/etc` too. So a rule opens something only if it opens whole directories, and one that holds something
 * back is said of every directory that it may be about.
 */
export function compileLeaving(policy: Policy): Compiled {
  let list: RuleList = listOf(policy.intent);
  let meant: RuleList = list;
  for (const rule of policy.rules) {
    const { asked, files } = questionsAbout(rule.pattern);
    list = atLeast(list, asked, rule.action, TOOL);
    meant = atLeast(meant, files, rule.action, TOOL);
    // All that lies in a directory which such a pattern matches is matched too.
    if (!rule.pattern.endsWith('*')) continue;
    list = addRule(list, rule, TOOL);
    meant = addRule(meant, rule, TOOL);
  }
  const said = settle(list);
  const differences = comparePolicies(TOOL, policy, policyOfList(TOOL, settle(meant)));
  return { list: said, differences: withMissedFiles(policy, said, differences) };
}

/** `/etc*` opens all that is in /etc, but not a file /etc: the question about that is `/*`. */
function withMissedFiles(policy: Policy, list: RuleList, differences: readonly Difference[]): readonly Difference[] {
  const found = [...differences];
  for (const { pattern } of policy.rules) {
    const witness = pattern.replaceAll('*', '').replaceAll('?', 'x');
    const directory = witness.slice(0, witness.lastIndexOf('/') + 1);
    // Not an absolute path, or not the path of a file.
    if (directory === '' || directory === witness) continue;
    // As texts: `~/` is the home directory to both, wherever it is.
    const old = decidePolicy({ ...policy, tool: 'glob' }, witness).action;
    const now = decidePolicy(policyOfList('glob', list), `${directory}*`).action;
    const isKnown = found.some((other) => other.old === old && other.new === now);
    if (isStricter(now, old) && !isKnown) found.push({ kind: 'narrowed', witness, old, new: now });
  }
  return found;
}

/** What OpenCode may ask about what a pattern matches, beside the pattern itself, and all files that get the same answer. */
function questionsAbout(pattern: string): { readonly asked: readonly string[]; readonly files: readonly string[] } {
  const directory = pattern.slice(0, pattern.lastIndexOf('/') + 1);
  const name = pattern.slice(directory.length);
  if (directory === '') return { asked: ['*'], files: ['*'] };
  if (/^\*+$/.test(name)) return { asked: [], files: [] };
  const files = [`${directory}*`, pattern];
  if (/[*?]/.test(name.replace(/\*+$/, ''))) return { asked: files, files };
  // The `?` stands for the star in `/etc/*`: files of this directory, and none below.
  return { asked: [`${directory}?`, ...(name.endsWith('*') ? [pattern] : [`${pattern}/?`])], files };
}
