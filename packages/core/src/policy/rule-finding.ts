import type { Agent, Policy, Rule } from '../agent.js';
import type { Code, Parameters } from '../diagnostic-catalogue.js';
import { findingOf, type Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';

/** One policy of an agent, as a lint sees it. */
export interface Linted {
  readonly agent: Agent;
  readonly policy: Policy;
}

/** A finding about one rule, or about the intent where the index is undefined. */
export function ruleFinding<C extends Code>(
  code: C,
  { agent, policy }: Linted,
  index: number | undefined,
  parameters: Parameters<C>,
  witness?: string,
): Finding {
  const path = ['permissions', policy.tool, ...(index === undefined ? ['intent'] : ['rules', index])];
  const where = { file: agent.file, agent: agent.name, tool: policy.tool, place: { kind: 'value', path } as const };
  return findingOf(code, { ...where, witness }, parameters);
}

/** A rule as it is written in agent.toml. */
export function showRule(rule: Rule | undefined): string {
  return quote(rule === undefined ? '' : `${rule.pattern}:${rule.action}`);
}

/** A text that the pattern matches: something short for each star. */
export function sampleOf(pattern: string, star = 'x'): string {
  return pattern.replaceAll(/\*+/g, star).replaceAll('?', 'x');
}
