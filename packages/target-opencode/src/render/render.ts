import {
  placeOfAgent,
  type Agent,
  type FileOutput,
  type Finding,
  type Rendered,
  type RenderInput,
} from '@canonry/core';
import { agentFile } from './agent-file.js';
import { compilePermissions } from './compile-permissions.js';
import { DIRECTORIES } from './directories.js';
import { droppedFindings } from './dropped-findings.js';
import { checkName } from './agent-names.js';
import { ownedFindings } from './owned-findings.js';
import { renderTexts } from './shared-texts.js';
import { strictestDecision } from './strictest-decision.js';

/** The agents of a roster as OpenCode reads them, with the texts that they name. */
export function render(input: RenderInput): Rendered {
  const { roster, scope } = input;
  if (roster.agents.length === 0) return { outputs: [], findings: [] };
  const agents = roster.agents.map((agent) => renderAgent(agent, input));
  return {
    outputs: [...agents.map(({ output }) => output), ...renderTexts(roster, scope)],
    findings: agents.flatMap(({ findings }) => findings),
  };
}

function renderAgent(
  agent: Agent,
  { roster, models, options, scope, pathPrefix }: RenderInput,
): { readonly output: FileOutput; readonly findings: readonly Finding[] } {
  const place = { scope, pathPrefix, leaving: strictestDecision(agent, 'external_directory') };
  const { keys, findings } = compilePermissions(agent, place);
  const directory = options.get('agents_directory') === 'agents' ? 'agents' : 'agent';
  const text = agentFile(agent, models.get(agent.name), keys);
  const output: FileOutput = {
    kind: 'file',
    path: `${DIRECTORIES[scope].config}${directory}/${agent.name}.md`,
    source: placeOfAgent(agent, text.slice(0, text.length - agent.prompt.length)),
    bytes: new TextEncoder().encode(text),
    executable: false,
  };
  return {
    output,
    findings: [...checkName(agent), ...findings, ...ownedFindings(agent, place), ...droppedFindings(agent, roster)],
  };
}
