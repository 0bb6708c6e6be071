import { placeOfAgent, type FileOutput, type Finding, type Rendered, type RenderInput } from '@canonry/core';
import { agentFile } from './agent-file.js';
import { checkName } from './agent-names.js';
import { compileRoster } from './compile-roster.js';
import { AGENTS } from './directories.js';
import { droppedFindings } from './dropped-findings.js';
import { renderGuarded } from './guard-render.js';
import type { Member } from './member.js';
import { modelFor, type ChosenModel } from './models.js';
import { ownedFindings } from './owned-findings.js';
import { resourceLosses } from './resource-losses.js';
import { settingsFile, sharedFindings } from './settings-file.js';
import { sharedHolds } from './shared-holds.js';
import { renderTexts } from './shared-texts.js';
import { textFindings } from './text-findings.js';
import { leversOf } from './whole-tools.js';

/** The agents of a roster as Claude Code reads them, with the settings that they share and the texts that they name. */
export function render(input: RenderInput): Rendered {
  const { roster, scope, options } = input;
  if (roster.agents.length === 0) return { outputs: [], findings: [] };
  if (input.enforcement === 'guard') return renderGuarded(input);
  // By name, so that nothing depends on how they came.
  const agents = roster.agents.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { members, sets, findings } = compileRoster(agents, { scope, mayShare: options.get('shared_allow') !== false });
  const rendered = members.map((member) => renderAgent(member, input));
  const holds = sharedHolds(
    members.map((member) => ({ agent: member.agent, levers: leversOf(member) })),
    { rulesAboutPaths: [...sets.ask, ...sets.deny].some(({ text }) => /^(?:Read|Edit)\(/.test(text)) },
  );
  return {
    outputs: [...rendered.map(({ output }) => output), ...settingsFile(sets, holds), ...renderTexts(roster)],
    findings: [
      ...sharedFindings(sets, holds, agents),
      ...findings,
      ...rendered.flatMap((one) => one.findings),
      ...textFindings(roster, holds),
    ],
  };
}

function renderAgent(
  member: Member,
  { roster, models }: RenderInput,
): { readonly output: FileOutput; readonly findings: readonly Finding[] } {
  const { agent } = member;
  const levers = leversOf(member);
  const wanted = models.get(agent.name);
  const { model, findings }: ChosenModel = wanted === undefined ? { findings: [] } : modelFor(agent, wanted);
  const text = agentFile(agent, { levers, ...(model === undefined ? {} : { model }) });
  const output: FileOutput = {
    kind: 'file',
    path: `${AGENTS}${agent.name}.md`,
    source: placeOfAgent(agent, text.slice(0, text.length - agent.prompt.length)),
    bytes: new TextEncoder().encode(text),
    executable: false,
  };
  return {
    output,
    findings: [
      ...checkName(agent),
      ...findings,
      ...ownedFindings(agent, levers),
      ...resourceLosses(agent, levers),
      ...droppedFindings(agent, roster),
    ],
  };
}
