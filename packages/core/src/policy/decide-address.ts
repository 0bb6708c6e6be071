import type { Agent } from '../agent.js';
import { addressForms } from './address.js';
import { decide } from './decide.js';
import type { DecidedPart } from './decide-line.js';
import { matchingRules } from './decide-policy.js';
import { policyOf } from './policy-of.js';

const tool = 'webfetch';

/** What is decided about an address: as it is written, as it is fetched, and by rules that are about another spelling only. */
export function decideAddress(agent: Agent, written: string): readonly DecidedPart[] {
  const partOf = (subject: string): DecidedPart => ({ tool, subject, ...decide(agent, tool, subject) });
  const source = policyOf(agent, tool);
  if (source.kind !== 'policy' || source.policy.rules.length === 0) return [partOf(written)];
  const { plain, near } = addressForms(written);
  const own = plain === undefined ? [written] : [written, plain];
  const knowing = new Set(own.flatMap((form) => matchingRules(source.policy, form)));
  // `https://x/*:deny` is about http://x/, too; `*:deny`, before `http://x/*:allow`, knows that address already.
  const passed = near.map(partOf).filter(({ rule }) => rule !== undefined && !knowing.has(rule.index));
  return [...own.map(partOf), ...passed];
}
