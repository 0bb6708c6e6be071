import { decide, isStricter, strictest, type Action, type Agent, type Decision, type Rule } from '@canonry/core';
import { isAbsolute } from './path-patterns.js';
import { strictestDecision } from './strictest-decision.js';

/** With these a path hides its letters, but no slash. */
const QUOTES = ['"', "'", '[', '{'];
/** With these it shows nothing of itself. */
const EXPANSIONS = ['$', '`'];

/**
 * What commands with redirects must be at least as strict as: `>` writes a file, `<` reads one, and either may leave the
 * project. OpenCode asks nothing about that, but sees the redirect in the text of the command, where a path may be spelled
 * in many ways. A path outside of the project holds a slash or `~`, one that climbs holds `..` and may be any file, and one
 * that a pattern matches holds what stands between the slashes and wildcards of the pattern. Where quotes may hide that, the
 * strictest of these holds. A backslash, `*` and `?` may hide it too, but no pattern can tell them from anything else: with
 * these, OpenCode's decision is about raw text (`owned-opencode-raw-text`).
 */
export function redirectRules(agent: Agent, tool: 'edit' | 'read', sign: '>' | '<'): readonly Rule[] {
  const inside = actions([intentOf(agent, tool)]);
  const outside = actions([intentOf(agent, tool), intentOf(agent, 'external_directory')]);
  const climbing = actions([strictestDecision(agent, tool), strictestDecision(agent, 'external_directory')]);
  const named = [tool, 'external_directory'].flatMap((name) =>
    agent.permissions
      .filter((policy) => policy.tool === name)
      .flatMap(({ rules }) => rules.map(({ pattern, action }) => ({ action, path: spelledAnyhow(pattern, name) }))),
  );
  const hidden = [...inside, ...named.map(({ action }) => action)];
  const having = (texts: readonly string[], action: Action): readonly Rule[] =>
    texts.map((text) => ({ pattern: `*${sign}*${text}*`, action }));
  return [
    { pattern: `*${sign}*`, action: strictest(inside) },
    ...having(['/', '~'], strictest(outside)),
    ...having(QUOTES, strictest(hidden)),
    ...named
      .filter(({ action }) => isStricter(action, strictest(inside)))
      .map(({ path, action }) => ({ pattern: `*${sign}${path}`, action })),
    ...having(['..', ...EXPANSIONS], strictest(climbing)),
  ];
}

function actions(decisions: readonly Decision[]): readonly Action[] {
  return decisions.filter((decision) => decision !== null);
}

/** What holds where no rule matches. */
function intentOf(agent: Agent, tool: string): Decision {
  const permissions = agent.permissions.map((policy) => ({ ...policy, rules: [] }));
  return decide({ ...agent, permissions }, tool, 'x').decision;
}

function spelledAnyhow(pattern: string, tool: string): string {
  const start = isAbsolute(pattern) || tool === 'external_directory' ? '/' : '';
  const rest = pattern.replace(/^(?:(?:~|\$HOME)?\/)?/, '');
  return `*${start}${rest}*`.replaceAll(/[*?\\]+|(?<!^\*)\/+/g, '*').replaceAll(/\*+/g, '*');
}
