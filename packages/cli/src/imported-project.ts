import { serialiseAgent, tomlKey, tomlString, type Imported, type ImportedAgent } from '@canonry/core';
import type { NewFile } from '@canonry/core/node';

/** The files of a canonry project that says what was imported. */
export function importedProject({ agents, skills }: Imported, target: string): readonly NewFile[] {
  return [
    { path: 'canonry.toml', text: projectToml(agents, target) },
    ...agents.flatMap(({ agent }) => [
      { path: `agents/${agent.name}/agent.toml`, text: serialiseAgent(agent) },
      { path: `agents/${agent.name}/system-prompt.md`, text: agent.prompt },
    ]),
    ...skills.flatMap(({ name, files }) =>
      [...files].map(([path, { bytes, executable }]) => ({ path: `skills/${name}/${path}`, text: bytes, executable })),
    ),
  ];
}

function projectToml(agents: readonly ImportedAgent[], target: string): string {
  const models = agents.flatMap(({ agent, model }) =>
    model === undefined ? [] : [`${tomlKey(agent.name)} = ${tomlString(model)}\n`],
  );
  const table = `[targets.${target}]\n`;
  return models.length === 0 ? table : `${table}\n[models.${target}]\n${models.join('')}`;
}
