import type { Agent, FileOutput, Finding, Rendered, RenderInput } from '@canonry/core';
import { agentFile } from './agent-file.js';
import { checkName } from './agent-names.js';
import { AGENTS } from './directories.js';
import { droppedFindings } from './dropped-findings.js';
import { renderGuarded } from './guard-render.js';
import type { Levers } from './levers.js';
import { modelFor, type ChosenModel } from './models.js';
import { ownedFindings } from './owned-findings.js';
import { renderTexts } from './shared-texts.js';
import { leversOf } from './whole-tools.js';

/** The agents of a roster as Claude Code reads them, with the texts that they name. */
export function render(input: RenderInput): Rendered {
  const { roster } = input;
  if (roster.agents.length === 0) return { outputs: [], findings: [] };
  if (input.enforcement === 'guard') return renderGuarded(input);
  const agents = roster.agents.map((agent) => renderAgent(agent, leversOf(agent), input));
  return {
    outputs: [...agents.map(({ output }) => output), ...renderTexts(roster)],
    findings: agents.flatMap(({ findings }) => findings),
  };
}

function renderAgent(
  agent: Agent,
  levers: Levers,
  { roster, models }: RenderInput,
): { readonly output: FileOutput; readonly findings: readonly Finding[] } {
  const wanted = models.get(agent.name);
  const { model, findings }: ChosenModel = wanted === undefined ? { findings: [] } : modelFor(agent, wanted);
  const text = agentFile(agent, { levers, ...(model === undefined ? {} : { model }) });
  const output: FileOutput = {
    kind: 'file',
    path: `${AGENTS}${agent.name}.md`,
    source: { file: agent.file },
    bytes: new TextEncoder().encode(text),
    executable: false,
  };
  return {
    output,
    findings: [...checkName(agent), ...findings, ...ownedFindings(agent, levers), ...droppedFindings(agent, roster)],
  };
}
