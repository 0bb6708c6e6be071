import type { Agent, Policy } from '../agent.js';
import { comparePolicies } from '../policy/compare-policies.js';
import { policyOf } from '../policy/policy-of.js';
import { sampleOf } from '../policy/rule-finding.js';
import { TOOLS, TOOLS_WITH_SUBJECT } from '../tools.js';

/** The tools that an agent may be asked about: all that there are, and the MCP tools that it names. */
export function toolsToAsk({ permissions }: Agent): readonly string[] {
  const named = permissions.map(({ tool }) => tool).filter((tool) => tool !== '*');
  return [...new Set([...TOOLS, ...named])];
}

/** Subjects that tell whether a tool may do more than a policy says: one for each way in which it decides, and for each pattern. */
export function subjectsToAsk(agent: Agent, tool: string, patterns: readonly string[]): readonly string[] {
  if (!TOOLS_WITH_SUBJECT.some((known) => known === tool)) return [''];
  const source = policyOf(agent, tool);
  const policy: Policy =
    source.kind === 'unspecified' ? { tool, intent: 'ask', rules: [] } : { ...source.policy, tool };
  const shortest = comparePolicies(tool, { tool, intent: 'allow', rules: [] }, policy).map(({ witness }) => witness);
  const own = policy.rules.map(({ pattern }) => sampleOf(pattern));
  const others = patterns.flatMap((pattern) => [sampleOf(pattern, ''), sampleOf(pattern)]);
  const subjects = [...shortest.filter((witness) => witness !== null), ...own, ...others];
  return [...new Set(subjects.map((subject) => subject.trim()))].filter((subject) => subject !== '');
}

/** Every word in a file that somebody may have meant as a pattern: what is quoted, and the keys and plain values of YAML. */
export function patternsIn(text: string): readonly string[] {
  const quoted = text.matchAll(/"((?:[^"\\\n]|\\.)+)"|'([^'\n]+)'|^[ \t]*([^\s"'#:][^"'#:\n]*):/gm);
  const plain = text.matchAll(/^[ \t]*(?:- +|[\w-]+: +)([^\s"'#|>[{&*!][^\n]*)$/gm);
  const words = [...quoted, ...plain].map(([, first, second, third]) => first ?? second ?? third ?? '');
  return [...new Set(words)].slice(0, MOST_PATTERNS);
}

/** A person's settings have dozens. */
const MOST_PATTERNS = 500;
