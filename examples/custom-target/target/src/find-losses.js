import { compareAgents, lossesOf, policyOf, TOOLS as EVERY_TOOL } from '@canonry/core';

const losses = lossesOf('gemini-cli');

/** Texts that Gemini CLI fills in, and without which it does not start the agent. */
const PLACEHOLDER = /\$\{\w+\}/;

const ASKS = 'it asks before it uses this tool, whoever wants it';
const NOT_GIVEN = 'an agent gets a tool as a whole, or not at all';

/**
 * Everything that is otherwise in Gemini CLI, and nothing that is not.
 *
 * @param {import('@canonry/core').Agent} agent
 * @param {readonly import('./tools.js').GeminiTool[]} given
 * @returns {readonly import('@canonry/core').Finding[]}
 */
export function findLosses(agent, given) {
  const [placeholder] = PLACEHOLDER.exec(agent.prompt) ?? [];
  const loop = policyOf(agent, 'doom_loop');
  const isHeldInLoops = loop.kind !== 'unspecified' && loop.policy.intent !== 'allow';
  return [
    ...narrowedTools(agent, given),
    ...(isHeldInLoops ? [losses.unenforced(agent, 'doom_loop', 'it asks nobody about a call that is repeated')] : []),
    ...(placeholder === undefined
      ? []
      : [losses.unenforced(agent, '*', `its prompt holds ${placeholder}, which would have to be filled in`)]),
    ...droppedKeys(agent),
    ...losses.indentation(agent),
  ];
}

/**
 * @param {import('@canonry/core').Agent} agent
 * @param {readonly import('./tools.js').GeminiTool[]} given
 */
function narrowedTools(agent, given) {
  return compareAgents(agent, asGiven(agent, given)).flatMap(({ tool, differences }) =>
    policyOf(agent, tool).kind === 'unspecified'
      ? []
      : losses.narrowed(agent, tool, differences, given.some((one) => one.tool === tool) ? ASKS : NOT_GIVEN),
  );
}

/**
 * The agent as Gemini CLI has it: what it is not given is denied.
 *
 * @param {import('@canonry/core').Agent} agent
 * @param {readonly import('./tools.js').GeminiTool[]} given
 * @returns {import('@canonry/core').Agent}
 */
function asGiven(agent, given) {
  const tools = new Set([...EVERY_TOOL, '*', ...agent.permissions.map(({ tool }) => tool)]);
  const permissions = [...tools].map((tool) => {
    /** @type {import('@canonry/core').Action} */
    const intent = tool === 'doom_loop' ? 'allow' : (given.find((one) => one.tool === tool)?.decision ?? 'deny');
    return { tool, intent, rules: [] };
  });
  return { ...agent, permissions };
}

/** @param {import('@canonry/core').Agent} agent */
function droppedKeys(agent) {
  const lists = /** @type {const} */ (['tags', 'skills', 'context', 'rules']).filter((key) => agent[key].length > 0);
  return [
    ...lists.map((key) => losses.dropped(agent, key, `${key} of single agents`)),
    ...(agent.mode === 'primary'
      ? [losses.dropped(agent, 'mode', `agents that people talk to: they start this one with @${agent.name}`)]
      : []),
  ];
}
