import {
  findingOf,
  isStricter,
  joinWords,
  quote,
  quoteList,
  strictest,
  TOOLS,
  TOOLS_WITH_SUBJECT,
  type Action,
  type Finding,
  type Policy,
  type Rule,
} from '@canonry/core';
import { withoutRepetitions } from '@canonry/core/reading';
import { matchesAll, matchesWildcard, type HarnessRule, type RuleWhere } from './harness-rule.js';
import { harnessDefault, harnessKeyOf, mcpKeyOf, toolOfKey, whyNoEffect } from './harness-tools.js';
import { sayRule } from './say-rule.js';
import { showRule } from './said.js';

export interface TranslateOptions {
  /** The project inside its Git work tree. */
  readonly pathPrefix: string;
  /** Names of MCP servers that the configuration knows. */
  readonly servers: readonly string[];
  /** Agents that are called otherwise here: `task` decides on their names. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface Translated {
  /** In the order in which the tools are first named. */
  readonly permissions: readonly Policy[];
  readonly findings: readonly Finding[];
}

/** The policies that an agent's rules of OpenCode mean. They are never more permissive; what nobody says stays unspecified. */
export function translateRules(rules: readonly HarnessRule[], options: TranslateOptions): Translated {
  const findings: Finding[] = [];
  const policies = new Map<string, Policy>();
  const addPolicy = (tool: string, key: string): Policy => {
    const translated = translateTool(tool, rulesFor(key, rules), options);
    findings.push(...translated.findings);
    policies.set(tool, translated.policy);
    return translated.policy;
  };

  const star = rules.some(({ permission }) => matchesAll(permission)) ? starOf(rules) : undefined;
  for (const key of new Set(rules.map(({ permission }) => permission))) {
    const named = rules.filter(({ permission }) => permission === key);
    const where = named[0]?.where ?? { file: '' };
    if (matchesAll(key)) {
      if (star !== undefined && !policies.has('*')) policies.set('*', star.policy);
      continue;
    }
    const tools = /[*?]/.test(key) ? toolsMatching(key) : [toolOfKey(key)].filter((tool) => tool !== undefined);
    for (const tool of tools) if (!policies.has(tool)) addPolicy(tool, harnessKeyOf(tool));
    if (tools.length > 0) {
      if (/[*?]/.test(key)) findings.push(explainOtherTools(key, tools, where));
      continue;
    }
    const reason = whyNoEffect(key);
    if (reason !== undefined) {
      findings.push(...named.map((rule) => explainNoEffect(rule, reason)));
      continue;
    }
    const mcp = mcpKeyOf(key, options.servers);
    if (mcp === undefined) findings.push(explainUnsayable(key, rules, star?.policy.intent, where));
    else {
      // A name that no pattern spells stands for all tools of the server.
      addPolicy(mcp.tool, key.replace('*', FRESH));
      if (mcp.isGuess) findings.push(explainGuess(key, mcp, where));
    }
  }
  if (star !== undefined) {
    findings.push(...star.findings);
    for (const tool of TOOLS.filter((known) => !policies.has(known))) {
      const { policy, findings: remarks } = translateTool(tool, rulesFor(harnessKeyOf(tool), rules), options);
      if (isCoveredBy(star.policy, policy)) continue;
      policies.set(tool, policy);
      findings.push(...remarks);
    }
  }
  return { permissions: [...policies.values()], findings: withoutRepetitions(findings) };
}

/** No name that people give to a tool holds it. */
const FRESH = '\uE000';

function rulesFor(key: string, rules: readonly HarnessRule[]): readonly HarnessRule[] {
  return rules.filter(({ permission }) => matchesWildcard(key, permission));
}

function toolsMatching(pattern: string): readonly string[] {
  return TOOLS.filter((tool) => matchesWildcard(harnessKeyOf(tool), pattern));
}

function starOf(rules: readonly HarnessRule[]): { policy: Policy; findings: readonly Finding[] } {
  return translateIntent('*', rulesFor(FRESH, rules));
}

/** The two that `*` never covers are said apart. */
function isCoveredBy(star: Policy, { tool, intent, rules }: Policy): boolean {
  return tool !== 'external_directory' && tool !== 'doom_loop' && rules.length === 0 && intent === star.intent;
}

function translateTool(
  tool: string,
  rules: readonly HarnessRule[],
  options: TranslateOptions,
): { policy: Policy; findings: readonly Finding[] } {
  if (!TOOLS_WITH_SUBJECT.some((withSubject) => withSubject === tool)) return translateIntent(tool, rules);
  const { action: intent, above, rest, findings } = startOf(tool, rules);
  const said: Rule[] = [...above];
  const remarks: Finding[] = [...findings];
  for (const rule of rest) {
    const { pattern, action, where } = rule;
    const everything = { pattern: '*', action: intent };
    const translated = sayRule({
      tool,
      pattern,
      action,
      where,
      above: [everything, ...said],
      pathPrefix: options.pathPrefix,
    });
    said.push(...translated.rules);
    remarks.push(...translated.findings);
  }
  const named = tool === 'task' ? withNewNames({ tool, intent, rules: said }, rules, options.renamed) : undefined;
  return {
    policy: { tool, intent, rules: withoutEarlierTwins(named?.rules ?? said) },
    findings: [...remarks, ...(named?.findings ?? [])],
  };
}

/** What holds where no rule matches, and the rules that can still decide: the last one for everything ends those above it. */
function startOf(
  tool: string,
  rules: readonly HarnessRule[],
): { action: Action; above: readonly Rule[]; rest: readonly HarnessRule[]; findings: readonly Finding[] } {
  const last = rules.findLastIndex(({ pattern }) => matchesAll(pattern));
  const star = rules[last];
  const rest = rules.slice(last + 1);
  if (star === undefined) {
    const { action, rules: above } = harnessDefault(harnessKeyOf(tool));
    const [first] = rest;
    const findings =
      first === undefined
        ? []
        : [findingOf('import-default', { ...first.where, tool }, { tool, action, harness: 'OpenCode' })];
    return { action, above, rest, findings };
  }
  const dead = rules
    .slice(0, last)
    .filter(({ where }) => isBeside(where, star.where))
    .filter(({ pattern, permission }) => permission !== star.permission || !matchesAll(pattern))
    .filter(({ permission }) => !matchesAll(permission) || permission === star.permission);
  const parameters = {
    rule: showRule({ ...star, tool: star.permission }),
    tool,
    rules: quoteList(dead.map(({ pattern, action }) => `${pattern}:${action}`)),
  };
  const findings = dead.length === 0 ? [] : [findingOf('import-dead-rules', { ...star.where, tool }, parameters)];
  return { action: star.action, above: [], rest, findings };
}

function isBeside(a: RuleWhere, b: RuleWhere): boolean {
  return a.file === b.file && a.agent === b.agent;
}

/** For tools that take only an intent, the strictest that any subject gets. */
function translateIntent(
  tool: string,
  rules: readonly HarnessRule[],
): { policy: Policy; findings: readonly Finding[] } {
  const { action, above, rest, findings } = startOf(tool, rules);
  const intent = strictest([action, ...above.map((rule) => rule.action), ...rest.map((rule) => rule.action)]);
  const [first] = rest;
  if (first === undefined) return { policy: { tool, intent, rules: [] }, findings };
  const reason = `${tool === '*' ? 'the other tools take' : `${tool} takes`} no rules here`;
  const parameters = {
    rule: showRule({ ...first, tool }),
    reason,
    instead: `one intent for everything, ${quote(intent)}`,
  };
  return {
    policy: { tool, intent, rules: [] },
    findings: [...findings, findingOf('import-stricter', { ...first.where, tool }, parameters)],
  };
}

/** `task` decides on names: what held for an agent's old one must hold for its new one. */
function withNewNames(
  policy: Policy,
  rules: readonly HarnessRule[],
  renamed: ReadonlyMap<string, string>,
): { rules: readonly Rule[]; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const said = policy.rules.map(({ pattern, action }) => ({ pattern: renamed.get(pattern) ?? pattern, action }));
  for (const [old, now] of renamed) {
    const action = rules.findLast(({ pattern }) => matchesWildcard(old, pattern))?.action ?? policy.intent;
    const decided = said.findLast(({ pattern }) => matchesWildcard(now, pattern))?.action ?? policy.intent;
    if (action === decided) continue;
    said.push({ pattern: now, action });
    const parameters = { agent: quote(old), action, rule: quote(`${now}:${action}`) };
    findings.push(findingOf('import-task-name', { ...(rules[0]?.where ?? { file: '' }), tool: 'task' }, parameters));
  }
  return { rules: said, findings };
}

/** Of two rules with one pattern only the later one ever decides. */
function withoutEarlierTwins(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter(
    ({ pattern }, index) => !rules.some((other, later) => later > index && other.pattern === pattern),
  );
}

function explainOtherTools(key: string, tools: readonly string[], where: RuleWhere): Finding {
  return findingOf('import-other-tools', where, { rule: quote(key), tools: joinWords(tools) });
}

function explainNoEffect({ permission, pattern, action, where }: HarnessRule, reason: string): Finding {
  const advice = 'nothing of it is imported; if it was meant to restrict something, say that in agent.toml';
  return findingOf('import-no-effect', where, {
    rule: showRule({ tool: permission, pattern, action }),
    reason,
    advice,
    harness: 'OpenCode',
  });
}

function explainGuess(key: string, { tool, server }: { tool: string; server: string }, where: RuleWhere): Finding {
  const parameters = { key: quote(key), tool: quote(tool.slice(`mcp__${server}__`.length)), server: quote(server) };
  return findingOf('import-guessed-server', { ...where, tool }, parameters);
}

/** A tool without a name here falls to `*`, or to what the harness does. */
function explainUnsayable(
  key: string,
  rules: readonly HarnessRule[],
  star: Action | undefined,
  where: RuleWhere,
): Finding {
  const { policy } = translateIntent(key, rulesFor(key.replaceAll(/[*?]/g, FRESH), rules));
  const { action: unspecified } = harnessDefault(key);
  const rule = `${quote(key)} (${policy.intent})`;
  if (isStricter(policy.intent, star ?? unspecified)) {
    const reason = 'it has no name for that tool';
    const advice = `take it out, or let [permissions."*"] be ${quote(policy.intent)}`;
    return findingOf('import-lost-restriction', where, { rule, reason, advice });
  }
  const instead =
    star === undefined ? 'OpenCode decides about it' : `it falls to [permissions."*"], which is ${quote(star)}`;
  return findingOf('import-no-such-tool', where, { rule, instead });
}
