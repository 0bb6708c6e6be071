import { serialiseAgent, type FileEntry, type FileTree, type Roster } from '@canonry/core';

/** Shows in golden/ what the loader understood: each agent as it would be written back, and every file it refers to. */
export const rosterTarget = { name: 'roster', render: renderRoster };

function renderRoster(roster: Roster): FileTree {
  const files = new Map<string, FileEntry>();
  const add = (path: string, text: string): unknown => files.set(path, { bytes: new TextEncoder().encode(text), executable: false });
  for (const agent of roster.agents) {
    add(`agents/${agent.name}/agent.toml`, serialiseAgent(agent));
    add(`agents/${agent.name}/system-prompt.md`, agent.prompt);
  }
  for (const skill of roster.skills) for (const [path, entry] of skill.files) files.set(`skills/${skill.name}/${path}`, entry);
  for (const { file, text } of [...roster.rules, ...roster.context]) add(file, text);
  add('project.json', `${JSON.stringify(roster.project, mapsAsEntries, 2)}\n`);
  return files;
}

function mapsAsEntries(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
