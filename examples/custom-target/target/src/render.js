import { placeOfAgent, yamlLines } from '@canonry/core';
import { findLosses } from './find-losses.js';
import { modelFor } from './model-for.js';
import { mayBeGiven } from './may-be-given.js';
import { TOOLS } from './tools.js';

/**
 * One Markdown file for each agent. Its list of tools is all that holds an agent by itself, so it lists only what the
 * definition leaves as open as Gemini CLI does.
 *
 * @type {import('@canonry/core').Target['render']}
 */
export function render({ roster, models }) {
  const agents = roster.agents.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const rendered = agents.map((agent) => {
    const given = TOOLS.filter((tool) => mayBeGiven(agent, tool));
    const { model, findings } = modelFor(agent, models.get(agent.name));
    return { output: agentFile(agent, given, model), findings: [...findings, ...findLosses(agent, given)] };
  });
  return {
    outputs: rendered.map(({ output }) => output),
    findings: rendered.flatMap(({ findings }) => findings),
  };
}

/**
 * @param {import('@canonry/core').Agent} agent
 * @param {readonly import('./tools.js').GeminiTool[]} given
 * @param {string | undefined} model
 * @returns {import('@canonry/core').Output}
 */
function agentFile(agent, given, model) {
  const texts = new Map([
    ['name', agent.name],
    ...(agent.displayName === undefined ? [] : [/** @type {const} */ (['display_name', agent.displayName])]),
    ['description', agent.description],
    ...(model === undefined ? [] : [/** @type {const} */ (['model', model])]),
  ]);
  const tools = `tools: ${JSON.stringify(given.flatMap(({ names }) => names))}\n`;
  const turns = agent.maxTurns === undefined ? '' : `max_turns: ${agent.maxTurns}\n`;
  const head = `---\n${yamlLines(texts)}${tools}${turns}---\n`;
  return {
    kind: 'file',
    path: `.gemini/agents/${agent.name}.md`,
    bytes: new TextEncoder().encode(head + agent.prompt),
    executable: false,
    source: placeOfAgent(agent, head),
  };
}
