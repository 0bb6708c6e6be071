import { findingOf } from '@canonry/core';
import { isCovered, isOffered, partialRules, unasked, type Reading, type Told } from '../reading.js';

/** Glob and Grep, which agents with Bash do without: what they find, Bash finds unasked. */
export function tellSearch(reading: Reading, tool: 'glob' | 'grep'): Told {
  const name = tool === 'glob' ? 'Glob' : 'Grep';
  const { says, rules } = reading;
  const isTaken = says.disallowed.includes(name) || rules.some((rule) => rule.list === 'deny' && rule.tool === name);
  const canAsBash = isOffered(reading, 'Bash') && says.tools === undefined && isOffered(reading, 'Read');
  if (isTaken || (!isOffered(reading, name) && !canAsBash))
    return { policy: { tool, intent: 'deny', rules: [] }, findings: [] };
  const hidden = partialRules(reading, 'deny', 'Read')[0];
  // Claude Code leaves denied files out of what Grep finds.
  if (hidden !== undefined && tool === 'grep')
    return {
      policy: { tool, intent: 'deny', rules: [] },
      findings: [findingOf('import-search', { ...hidden.where, tool }, { harness: 'Claude Code' })],
    };
  const isAsked = isCovered(reading, 'ask', name) || (canAsBash && isCovered(reading, 'ask', 'Bash'));
  return { policy: { tool, intent: isAsked ? unasked(reading) : 'allow', rules: [] }, findings: [] };
}
