import type { Action, Agent, Rule } from '../agent.js';
import { policyOf } from './policy-of.js';
import type { ExplainOptions } from './explain.js';

/** A whole policy as people read it: from the last rule, which is asked first, down to the intent. */
export interface ExplainedPolicy {
  readonly agent: string;
  readonly tool: string;
  /** Where the answer comes from; `unspecified` has neither intent nor rules. */
  readonly source: 'policy' | 'star' | 'unspecified';
  readonly intent: Action | null;
  readonly rules: readonly (Rule & { readonly file: string; readonly line: number | null })[];
}

export function explainPolicy(
  agent: Agent,
  tool: string,
  { lineOf }: Pick<ExplainOptions, 'lineOf'> = {},
): ExplainedPolicy {
  const source = policyOf(agent, tool);
  const head = { agent: agent.name, tool, source: source.kind };
  if (source.kind === 'unspecified') return { ...head, intent: null, rules: [] };
  const { policy } = source;
  const rules = policy.rules.map((rule, index) => ({
    ...rule,
    file: agent.file,
    line: lineOf?.(['permissions', policy.tool, 'rules', index]) ?? null,
  }));
  return { ...head, intent: policy.intent, rules: rules.toReversed() };
}
