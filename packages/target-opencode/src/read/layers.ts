import { findingOf, type FileTree, type Finding, type JsonValue } from '@canonry/core';
import { readJson } from '@canonry/core/read-json';
import type { AgentFile, Layer } from './collect-agents.js';
import { readFrontMatter } from './front-matter.js';
import { holdsHalfCharacter } from './js-object.js';
import { textOf, type SourceFile } from '@canonry/core/reading';

export interface ReadLayers {
  /** In the order in which OpenCode merges them: later ones win. */
  readonly layers: readonly Layer[];
  /** The text behind the front matter of each agent file. */
  readonly bodies: ReadonlyMap<SourceFile, string>;
  readonly findings: readonly Finding[];
}

/** What a person keeps for all projects, and what one project says, both below the root that was read. */
export const USER = '.config/opencode/';
export const PROJECT = '.opencode/';

/** OpenCode reads the person's configuration, then the project's, then the agents of both, and last `.opencode/opencode.json`. */
export function readLayers(files: FileTree): ReadLayers {
  const findings: Finding[] = [];
  const bodies = new Map<SourceFile, string>();
  const json = (...paths: readonly string[]): readonly Layer[] =>
    paths.flatMap((path): readonly Layer[] => {
      const source = readConfig(files, path);
      if (source === undefined) return [];
      if (!('code' in source)) return [{ kind: 'json', source }];
      findings.push(source);
      return [];
    });
  const agents = (directory: string): readonly Layer[] =>
    [AGENT_PATH, MODE_PATH].map((pattern) => {
      const paths = [...files.keys()].filter(
        (path) => path.startsWith(directory) && pattern.test(path.slice(directory.length)),
      );
      const read = paths
        .toSorted()
        .map((path) => readAgentFile(files, path, keyOf(path.slice(directory.length), pattern)));
      findings.push(...read.flatMap((file) => file.findings));
      const found = read.flatMap(({ agent }) => agent ?? []);
      for (const { source, body } of found) bodies.set(source, body);
      return { kind: 'agents', files: pattern === MODE_PATH ? found.map(asPrimary(bodies)) : found };
    });
  const layers = [
    ...json(`${USER}config.json`, `${USER}opencode.json`, `${USER}opencode.jsonc`),
    ...json('opencode.json', 'opencode.jsonc'),
    ...agents(USER),
    ...json(`${PROJECT}opencode.json`, `${PROJECT}opencode.jsonc`),
    ...agents(PROJECT),
  ];
  return { layers, bodies, findings };
}

const AGENT_PATH = /^agents?\/(.+)\.md$/s;
/** What agents were called before, always primary. */
const MODE_PATH = /^modes?\/([^/]+)\.md$/s;

function keyOf(path: string, pattern: RegExp): string {
  return pattern.exec(path)?.[1] ?? path;
}

function asPrimary(bodies: Map<SourceFile, string>) {
  return ({ key, source, body }: AgentFile & { readonly body: string }): AgentFile => {
    const primary = { ...source, data: new Map<string, JsonValue>([...source.data, ['mode', 'primary']]) };
    bodies.set(primary, body);
    return { key, source: primary };
  };
}

function readConfig(files: FileTree, file: string): SourceFile | Finding | undefined {
  const entry = files.get(file);
  if (entry === undefined) return undefined;
  const text = textOf(entry.bytes, file);
  if (typeof text !== 'string') return text;
  const read = readJson(text);
  if (typeof read === 'string') return findingOf('import-unreadable', { file }, { path: file, reason: read });
  if (holdsHalfCharacter(read.value)) return explainHalf(file);
  return { file, data: read.value, placeOf: (path) => ({ kind: 'text', ...read.placeOf(path) }) };
}

function readAgentFile(
  files: FileTree,
  file: string,
  key: string,
): { readonly agent?: AgentFile & { readonly body: string }; readonly findings: readonly Finding[] } {
  const text = textOf(files.get(file)?.bytes ?? new Uint8Array(), file);
  if (typeof text !== 'string') return { findings: [text] };
  const read = readFrontMatter(text);
  if (typeof read === 'string') return { findings: [explainFrontMatter(file, read)] };
  const { data, body, rescued, placeOf } = read;
  if (holdsHalfCharacter(data)) return { findings: [explainHalf(file)] };
  const name = data.get('name');
  const findings =
    rescued.length === 0
      ? []
      : [
          findingOf(
            'import-rescued',
            { file, place: { kind: 'text', offset: 0, length: 3 } },
            { keys: rescued.join(', '), harness: 'OpenCode' },
          ),
        ];
  const source = { file, data, placeOf };
  return { agent: { key: typeof name === 'string' ? name : key, source, body }, findings };
}

function explainHalf(file: string): Finding {
  return findingOf('import-unreadable', { file }, { path: file, reason: 'a text in it holds half of a character' });
}

/** OpenCode 1 goes on without the agent, or takes the whole file for its prompt, and holds none of its restrictions. */
function explainFrontMatter(file: string, reason: string): Finding {
  return findingOf('import-unreadable', { file }, { path: file, reason: `its front matter is no YAML: ${reason}` });
}
