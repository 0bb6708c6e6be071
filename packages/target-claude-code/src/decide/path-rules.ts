import { matchesIgnore } from './gitignore.js';
import { pathBelow } from './paths.js';
import type { Rule } from './rule.js';

/** Where the harness works. */
export interface Place {
  readonly project: string;
  readonly home: string;
  /** As if capital and small letters were not the same; to find out where it matters that they are. */
  readonly caseMatters?: true;
}

/** True if a rule such as `Edit(/docs/**)` is about the path. Only `Edit(…)` and `Read(…)` are ever about paths. */
export function coversPath(
  rules: readonly Rule[],
  tool: 'Edit' | 'Read',
  list: 'allow' | 'ask' | 'deny',
  path: string,
  place: Place,
): boolean {
  const byRoot = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule.tool !== tool || rule.content === undefined) continue;
    const { root, pattern } = anchored(rule.content, rule.root, list, place);
    byRoot.set(root, [...(byRoot.get(root) ?? []), pattern]);
  }
  return [...byRoot].some(([root, patterns]) => {
    const relative = pathBelow(root, path);
    return relative !== undefined && matchesIgnore(patterns, relative, place.caseMatters === true ? 'u' : 'iu');
  });
}

export interface Anchored {
  readonly root: string;
  readonly pattern: string;
}

/** The directory that a path rule counts from, and its pattern there. */
export function anchored(written: string, ruleRoot: string, list: string, { project, home }: Place): Anchored {
  const negated = written.startsWith('!') ? '!' : '';
  const content = written.slice(negated.length);
  const at = (root: string, pattern: string): Anchored => ({ root, pattern: negated + wholeDirectory(pattern, list) });
  if (content.startsWith('//')) return at('/', content.slice(1));
  if (content.startsWith('~/')) return at(home, content.slice(1));
  if (content.startsWith('/')) return at(ruleRoot, content);
  return at(project, content.replace(/^\.\//, ''));
}

/** `x/**` stands for the directory x. In allow it stays where it is written; in deny and ask a single name is any depth. */
function wholeDirectory(pattern: string, list: string): string {
  if (!/[^/]\/\*\*$/.test(pattern)) return pattern;
  const directory = pattern.slice(0, -3);
  return list === 'allow' && !directory.includes('/') ? `/${directory}` : directory;
}
