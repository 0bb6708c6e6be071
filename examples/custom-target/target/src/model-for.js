import { findingOf, quote } from '@canonry/core';

/**
 * A model as Gemini CLI names it, or why it cannot be used.
 *
 * @param {import('@canonry/core').Agent} agent
 * @param {string | undefined} model
 * @returns {{ readonly model?: string, readonly findings: readonly import('@canonry/core').Finding[] }}
 */
export function modelFor(agent, model) {
  if (model === undefined) return { findings: [] };
  const [, id] = /^google\/(gemini-[\w.-]+)$/.exec(model) ?? [];
  if (id !== undefined) return { model: id, findings: [] };
  const where = { file: agent.file, agent: agent.name, target: 'gemini-cli' };
  const reason = 'it only knows models of google that begin with gemini-';
  const parameters = { target: 'gemini-cli', agent: agent.name, model: quote(model), reason };
  return { findings: [findingOf('unusable-model', where, parameters)] };
}
