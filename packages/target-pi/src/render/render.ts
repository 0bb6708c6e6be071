import {
  placeOfAgent,
  placeOfCopy,
  promptFileOf,
  type Agent,
  type JsonKeysOutput,
  type Output,
  type Rendered,
  type RenderInput,
} from '@canonry/core';
import { agentFile } from './agent-file.js';
import { agentsMd } from './agents-md.js';
import { checkMarks } from './check-marks.js';
import { choosePrimary } from './choose-primary.js';
import { DIRECTORIES, SKILLS } from './directories.js';
import { droppedFindings } from './dropped-findings.js';
import { guardFiles, textFile } from './guard-files.js';
import { ownedFindings } from './owned-findings.js';
import { settingsEntries } from './settings.js';
import { unheldFindings } from './unheld-findings.js';
import { narrowedByLists } from './narrowed-by-lists.js';

/** The agents of a roster as Pi reads them: one is its system prompt, the others are for packages that bring subagents. */
export function render(input: RenderInput): Rendered {
  const { options, enforcement } = input;
  const roster = { ...input.roster, agents: input.roster.agents.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  if (roster.agents.length === 0) return { outputs: [], findings: [] };
  const { primary, findings } = choosePrimary(roster.agents, options.get('primary'));
  if (findings.length > 0) return { outputs: [], findings };
  const specialists = roster.agents.filter((agent) => agent !== primary || agent.mode === 'all');
  return {
    outputs: [
      ...(primary === undefined ? [] : primaryOutputs(primary, input)),
      ...sharedOutputs({ ...input, roster }, primary, specialists),
    ],
    findings: [
      ...roster.agents.flatMap((agent) => [
        ...(enforcement === 'guard' ? [] : unheldFindings(agent)),
        ...(specialists.includes(agent) ? narrowedByLists(agent, enforcement) : []),
        ...ownedFindings(agent, enforcement),
        ...droppedFindings(agent, roster, primary),
      ]),
      ...(enforcement === 'guard' ? checkMarks(roster) : []),
    ],
  };
}

function primaryOutputs(primary: Agent, { options, models, enforcement, scope }: RenderInput): readonly Output[] {
  const { config } = DIRECTORIES[scope];
  const name = options.get('system_prompt') === 'append' ? 'APPEND_SYSTEM.md' : 'SYSTEM.md';
  const entries = settingsEntries(primary, models.get(primary.name), enforcement);
  const settings: JsonKeysOutput = { kind: 'json-keys', path: `${config}settings.json`, entries };
  return [
    textFile(`${config}${name}`, primary.prompt, placeOfCopy(promptFileOf(primary))),
    ...(entries.length === 0 ? [] : [settings]),
  ];
}

function sharedOutputs(
  input: RenderInput,
  primary: Agent | undefined,
  specialists: readonly Agent[],
): readonly Output[] {
  const { roster, models, enforcement, scope } = input;
  const { config, agentsMd: path } = DIRECTORIES[scope];
  return [
    ...specialists.map((agent) => {
      const { head, text } = agentFile(agent, { model: models.get(agent.name), enforcement });
      return textFile(`${config}agents/${agent.name}.md`, text, placeOfAgent(agent, head));
    }),
    { kind: 'block', path, comment: 'html', text: agentsMd(roster, { primary, specialists, enforcement, scope }) },
    ...roster.skills.flatMap(({ name, files }) =>
      [...files].map(([file, { bytes, executable }]): Output => {
        const source = placeOfCopy(`skills/${name}/${file}`);
        return { kind: 'file', path: `${SKILLS}${name}/${file}`, source, bytes, executable };
      }),
    ),
    ...(enforcement === 'guard' ? guardFiles(roster.agents, primary, input) : []),
  ];
}
