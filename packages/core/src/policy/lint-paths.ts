import type { Rule } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { comparePolicies } from './compare-policies.js';
import { decide } from './decide.js';
import { homePrefix, isPathTool } from './pattern.js';
import { ruleFinding, sampleOf, showRule, type Linted } from './rule-finding.js';
import { isStricter } from './strictness.js';

/** Patterns of paths that probably do not mean what they say. */
export function lintPaths(linted: Linted): readonly Finding[] {
  if (!isPathTool(linted.policy.tool)) return [];
  return [
    ...linted.policy.rules.flatMap((rule, index) => lintSlash(linted, rule, index)),
    ...lintHome(linted),
    ...(linted.policy.tool === 'read' ? lintWalkedAround(linted) : []),
  ];
}

/** A single star behind a slash looks like one level. */
function lintSlash(linted: Linted, rule: Rule, index: number): readonly Finding[] {
  const level = /\/\*(?!\*)/;
  if (!level.test(rule.pattern)) return [];
  const witness = sampleOf(rule.pattern.replace(level, '/x/y'));
  if (decide(linted.agent, linted.policy.tool, witness).rule?.index !== index) return [];
  return [ruleFinding('crossed-slash', linted, index, { rule: showRule(rule), witness: quote(witness) }, witness)];
}

/** A rule below home and one about an absolute path, with different actions: the later one may be about the same files. */
function lintHome(linted: Linted): readonly Finding[] {
  const { tool, rules } = linted.policy;
  return rules.flatMap((rule, index) => {
    const rival = rules.slice(0, index).find((other) => mayMeet(tool, rule, other));
    if (rival === undefined) return [];
    return [ruleFinding('unproved-home', linted, index, { rule: showRule(rule), other: showRule(rival) })];
  });
}

function mayMeet(tool: string, a: Rule, b: Rule): boolean {
  const isHome = [a, b].map(({ pattern }) => homePrefix(pattern) !== '');
  if (a.action === b.action || isHome[0] === isHome[1]) return false;
  const differences = comparePolicies(
    tool,
    { tool, intent: 'allow', rules: [{ pattern: a.pattern, action: 'ask' }] },
    { tool, intent: 'allow', rules: [{ pattern: b.pattern, action: 'deny' }] },
  );
  return differences.some(({ kind, old, new: now }) => kind === 'unproved' && old === 'ask' && now === 'deny');
}

/** What the reading tool is denied, `cat` may still read. */
function lintWalkedAround(linted: Linted): readonly Finding[] {
  const { agent, policy } = linted;
  const denied: (readonly [number | undefined, string])[] = policy.rules.flatMap(({ pattern, action }, index) =>
    action === 'deny' ? [[index, sampleOf(pattern)] as const] : [],
  );
  if (policy.intent === 'deny') denied.push([undefined, 'x']);
  return denied.flatMap(([index, path]) => {
    const { decision, rule } = decide(agent, 'read', path);
    const witness = `cat ${path}`;
    const bash = decide(agent, 'bash', witness).decision;
    if (decision !== 'deny' || rule?.index !== index || bash === null || !isStricter('deny', bash)) return [];
    const parameters = { path: quote(path), witness: quote(witness), decision: bash };
    return [ruleFinding('read-walked-around', linted, index, parameters, witness)];
  });
}
