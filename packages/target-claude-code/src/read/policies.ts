import { findingOf, type Finding, type Policy } from '@canonry/core';
import { coversTool } from '../decide/rule.js';
import { tellBash } from './policies/bash.js';
import { tellFetch } from './policies/fetch.js';
import { tellNames } from './policies/names.js';
import { tellEdit, tellRead } from './policies/paths.js';
import { tellSearch } from './policies/searches.js';
import { tellServers, tellTodo } from './policies/servers.js';
import { isOffered, unasked, wholeDecision, type Reading, type Told } from './reading.js';

/** What Claude Code lets an agent do, as policies that permit no more. All that it decides by itself is written out. */
export function tellPolicies(
  reading: Reading,
  where: { readonly file: string },
): { readonly permissions: readonly Policy[]; readonly findings: readonly Finding[] } {
  const { read, leaving } = tellRead(reading);
  const whole = (tool: string, name: string): Told => ({
    policy: { tool, intent: wholeDecision(reading, name, unasked(reading)), rules: [] },
    findings: [],
  });
  const question = {
    tool: 'question',
    intent: isOffered(reading, 'AskUserQuestion') ? 'allow' : 'deny',
    rules: [],
  } as const;
  const told = [
    read,
    tellEdit(reading),
    tellBash(reading),
    tellSearch(reading, 'glob'),
    tellSearch(reading, 'grep'),
    tellFetch(reading),
    whole('websearch', 'WebSearch'),
    { policy: question, findings: [] },
    tellNames(reading, 'task'),
    tellNames(reading, 'skill'),
    leaving,
    tellTodo(reading),
    ...tellServers(reading),
  ];
  const star = told.find(({ policy }) => policy.tool === '*')?.policy;
  const permissions = told.map(({ policy }) => policy).filter((policy) => !isCoveredBy(star, policy));
  return {
    permissions,
    findings: [...told.flatMap(({ findings }) => findings), ...explainDefaults(reading, told, where)],
  };
}

/** A tool of a server falls to the server first, which is said where the two differ. */
function isCoveredBy(star: Policy | undefined, { tool, intent, rules }: Policy): boolean {
  if (tool === '*' || tool === 'external_directory' || /^mcp__.+?__/.test(tool)) return false;
  return rules.length === 0 && intent === star?.intent;
}

const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['edit', ['Edit', 'Write']],
  ['bash', ['Bash']],
  ['webfetch', ['WebFetch']],
  ['websearch', ['WebSearch']],
]);

/** What nobody has said anything about, and Claude Code asks about. */
function explainDefaults(
  { rules }: Reading,
  told: readonly Told[],
  where: { readonly file: string },
): readonly Finding[] {
  const tools = told.flatMap(({ policy: { tool, intent } }) => {
    const names = NAMES.get(tool);
    const isSaid = names?.some((name) => rules.some((rule) => rule.tool === name || coversTool(rule, name, rule.list)));
    return names === undefined || isSaid === true || intent !== 'ask' ? [] : [tool];
  });
  return tools.length === 0
    ? []
    : [findingOf('import-asked', where, { tools: tools.join(', '), harness: 'Claude Code' })];
}
