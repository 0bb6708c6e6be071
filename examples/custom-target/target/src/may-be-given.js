import { comparePolicies, policyOf } from '@canonry/core';

/** What a command can do to files by itself, and Gemini CLI asks nobody about. */
const BEHIND_A_COMMAND = ['read', 'edit', 'external_directory'];

/**
 * Whether an agent may have a tool: only if Gemini CLI permits nothing with it that the definition asks about or forbids.
 *
 * @param {import('@canonry/core').Agent} agent
 * @param {import('./tools.js').GeminiTool} tool
 */
export function mayBeGiven(agent, { tool, decision }) {
  const tools = tool === 'bash' ? [tool, ...BEHIND_A_COMMAND] : [tool];
  return tools.every((one) => isNoWider(agent, one, decision));
}

/**
 * @param {import('@canonry/core').Agent} agent
 * @param {string} tool
 * @param {import('@canonry/core').Action} decision
 */
function isNoWider(agent, tool, decision) {
  const source = policyOf(agent, tool);
  // Of a tool without a word in the definition, Gemini CLI may do what it always does.
  if (source.kind === 'unspecified') return true;
  const there = { tool, intent: decision, rules: [] };
  // What cannot be proved counts as wider.
  return comparePolicies(tool, { ...source.policy, tool }, there).every(({ kind }) => kind === 'narrowed');
}
