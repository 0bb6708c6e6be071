import { serialiseAgent, tomlKey, tomlString, type ImportedSkill, type MergedAgent } from '@canonry/core';
import type { NewFile } from '@canonry/core/node';

/** What canonry.toml says of a target that it enables. */
export interface ImportedSection {
  readonly name: string;
  /** Texts by the names of options. */
  readonly options: ReadonlyMap<string, string>;
}

export interface ImportedParts {
  readonly agents: readonly MergedAgent[];
  readonly skills: readonly ImportedSkill[];
}

/** The files of a canonry project that says what was imported. */
export function importedProject(
  { agents, skills }: ImportedParts,
  sections: readonly ImportedSection[],
): readonly NewFile[] {
  return [
    { path: 'canonry.toml', text: projectToml(agents, sections) },
    ...agents.flatMap(({ agent }) => [
      { path: `agents/${agent.name}/agent.toml`, text: serialiseAgent(agent) },
      { path: `agents/${agent.name}/system-prompt.md`, text: agent.prompt },
    ]),
    ...skills.flatMap(({ name, files }) =>
      [...files].map(([path, { bytes, executable }]) => ({ path: `skills/${name}/${path}`, text: bytes, executable })),
    ),
  ];
}

function projectToml(agents: readonly MergedAgent[], sections: readonly ImportedSection[]): string {
  const targets = sections.map(({ name, options }) => tableOf(`targets.${name}`, [...options]));
  const models = sections.flatMap(({ name }) => {
    const named = agents.flatMap(({ agent, models: by }) => {
      const model = by.get(name);
      return model === undefined ? [] : [[agent.name, model] as const];
    });
    return named.length === 0 ? [] : [tableOf(`models.${name}`, named)];
  });
  return [...targets, ...models].join('\n');
}

function tableOf(header: string, entries: readonly (readonly [string, string])[]): string {
  const lines = entries.map(([key, value]) => `${tomlKey(key)} = ${tomlString(value)}\n`);
  return `[${header}]\n${lines.join('')}`;
}
