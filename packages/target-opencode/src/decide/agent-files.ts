import type { AgentDefinition, FileTree } from '@canonry/core';
import { readAgent } from './agent-schema.js';
import { readMarkdown } from './front-matter.js';
import type { Dictionary } from './merge.js';
import { textOf } from './text-of.js';

/** The agents of a directory, Markdown files at any depth: one section for each that OpenCode may see, none if it refuses a file. */
export function readAgentFiles(files: FileTree, directory: string): readonly Dictionary[] {
  const agents = agentFiles(files, directory, AGENT);
  return agents.some(({ agent }) => agent === null) ? [] : sectionsOf(agents);
}

/** Modes, their older name, stand side by side; a broken one is passed over. */
export function readModeFiles(files: FileTree, directory: string): readonly Dictionary[] {
  const modes = agentFiles(files, directory, MODE).filter(({ agent }) => agent !== null);
  return sectionsOf(modes.map((file) => ({ ...file, agent: { ...file.agent, mode: 'primary' } })));
}

/** Every file with an agent, or a mode, of the place itself. */
export function definitions(files: FileTree): readonly AgentDefinition[] {
  return ['.opencode', '.config/opencode'].flatMap((directory) =>
    [AGENT, MODE].flatMap((place) => agentFiles(files, directory, place).map(({ name, path }) => ({ name, path }))),
  );
}

const AGENT = /^agents?\/(.+)\.md$/;
const MODE = /^modes?\/([^/]+)\.md$/;

interface AgentFile {
  readonly name: string;
  readonly path: string;
  /** Null: OpenCode refuses it. */
  readonly agent: Dictionary | null;
}

function agentFiles(files: FileTree, directory: string, place: RegExp): readonly AgentFile[] {
  return [...files.keys()].toSorted().flatMap((path) => {
    const below = path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : '';
    const stem = place.exec(below)?.[1];
    if (stem === undefined) return [];
    const { data, body } = readMarkdown(textOf(files, path) ?? '');
    const keys: Dictionary = { name: stem, ...data, prompt: body.trim() };
    return [{ name: String(keys['name']), path, agent: readAgent(keys) }];
  });
}

/**
 * Of files with one name the last that OpenCode comes across replaces the others, and nobody promises an order. So there are
 * as many sections as the most frequent name has files, and each file is in one of them: who asks is asking about one name.
 */
function sectionsOf(agents: readonly AgentFile[]): readonly Dictionary[] {
  const files = new Map<string, readonly AgentFile[]>();
  for (const file of agents) files.set(file.name, [...(files.get(file.name) ?? []), file]);
  const most = Math.max(1, ...[...files.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, choice) =>
    Object.fromEntries(
      [...files].map(([name, candidates]) => [name, (candidates[choice] ?? candidates.at(-1))?.agent]),
    ),
  );
}
