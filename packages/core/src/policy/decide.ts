import type { Agent, Policy, Rule } from '../agent.js';
import { decidePath } from './decide-path.js';
import { decidePolicy, strictestOfAll, type PolicyDecision } from './decide-policy.js';
import { decideTexts } from './decide-texts.js';
import { isPathTool } from './pattern.js';
import { policyOf } from './policy-of.js';
import type { Decision } from './strictness.js';
import { textOf, type SubjectText } from './subject.js';

/** What an agent may do with a tool and a subject, and what made it so. */
export interface Verdict {
  /** Null where nothing is specified: the harness decides as if canonry were not there. */
  readonly decision: Decision;
  /** `star`: the intent of `[permissions."*"]`. */
  readonly source: 'rule' | 'intent' | 'star' | 'unspecified';
  /** The table that answered: the tool itself, its MCP server, or `*`. */
  readonly table?: string;
  readonly rule?: Rule & { readonly index: number };
  /** Why the decision is stricter than the rules say, or may be. */
  readonly raised?: string;
}

const GIVEN_UP = 'what the rules say was not proved within the limit, so their strictest decision holds';

export interface DecideOptions {
  /** The absolute home directory. Without it, what depends on it gets the strictest decision over all homes. */
  readonly home?: string;
}

/** Decides about one text, or about a set of texts: then the strictest decision over all of them. */
export function decide(
  agent: Agent,
  tool: string,
  subject: string | SubjectText,
  options: DecideOptions = {},
): Verdict {
  const source = policyOf(agent, tool);
  if (source.kind === 'unspecified') return { decision: null, source: 'unspecified' };
  const { policy } = source;
  if (source.kind === 'star') return { decision: policy.intent, source: 'star', table: policy.tool };
  const pieces: SubjectText = typeof subject === 'string' ? [{ kind: 'text', text: subject }] : subject;
  return verdictOf(policy, decideSubject(policy, pieces, options.home));
}

function decideSubject(policy: Policy, pieces: SubjectText, home: string | undefined): PolicyDecision {
  if (policy.rules.length === 0) return { action: policy.intent };
  if (isPathTool(policy.tool)) return decidePath(policy, pieces, home);
  const text = textOf(pieces);
  if (text !== null) return decidePolicy(policy, text);
  // The automaton forgets which rule a state came from; the text it found remembers.
  const found = decideTexts(policy, pieces).text;
  return found === undefined ? strictestOfAll(policy) : decidePolicy(policy, found);
}

function verdictOf(policy: Policy, { action, rule: index, isUnproved }: PolicyDecision): Verdict {
  const raised = isUnproved === true ? { raised: GIVEN_UP } : {};
  const rule = index === undefined ? undefined : policy.rules[index];
  if (rule === undefined || index === undefined)
    return { decision: action, source: 'intent', table: policy.tool, ...raised };
  return { decision: action, source: 'rule', table: policy.tool, rule: { ...rule, index }, ...raised };
}
