import type { FileTree, Scope } from '@canonry/core';
import { parse, type ParseError } from 'jsonc-parser';
import { readAgent } from './agent-schema.js';
import { readMarkdown } from './front-matter.js';
import { isDictionary, mergeDeep, type Dictionary } from './merge.js';
import { readPermission, readTools } from './permission-schema.js';

/** What all files say together; null where OpenCode refuses to start because of one of them. */
export type Config = Dictionary | null;

type Step = (config: Dictionary) => Config;

/** The configuration as OpenCode merges it: later steps win, key by key. Read once for all the questions about some files. */
export function readConfig(files: FileTree, scope: Scope): Config {
  const known = READ.get(files) ?? new Map<Scope, Config>();
  READ.set(files, known);
  const before = known.get(scope);
  const config = before === undefined ? mergeAll(files, scope) : before;
  known.set(scope, config);
  return config;
}

const READ = new WeakMap<FileTree, Map<Scope, Config>>();

function mergeAll(files: FileTree, scope: Scope): Config {
  let config: Dictionary = {};
  for (const step of stepsOf(files, scope)) {
    const next = step(config);
    if (next === null) return null;
    config = next;
  }
  return withTools(withModes(config));
}

function stepsOf(files: FileTree, scope: Scope): readonly Step[] {
  const json = (path: string): Step => mergeJson(files, path);
  const both = (name: string): readonly Step[] => [json(`${name}.json`), json(`${name}.jsonc`)];
  const agents = (directory: string): readonly Step[] => [mergeAgents(files, directory), mergeModes(files, directory)];
  const hidden = (root: string): readonly Step[] => [
    ...both(`${root}.opencode/opencode`),
    ...agents(`${root}.opencode`),
  ];
  const user = (root: string): readonly Step[] => [
    json(`${root}.config/opencode/config.json`),
    ...both(`${root}.config/opencode/opencode`),
  ];
  if (scope === 'user') return [...user(''), ...agents('.config/opencode'), ...hidden('')];
  const above = levelsAbove(files);
  // A person's own files, if somebody has read them: their settings first, their agents among the others.
  return [
    ...user('~/'),
    ...above.toReversed().flatMap((up) => both(`${up}opencode`)),
    ...both('opencode'),
    ...agents('~/.config/opencode'),
    ...hidden(''),
    ...above.flatMap(hidden),
    ...hidden('~/'),
  ];
}

/** The directories above of which there are files, the nearest first. */
function levelsAbove(files: FileTree): readonly string[] {
  const prefixes = [...files.keys()].map((path) => /^(?:\.\.\/)+/.exec(path)?.[0] ?? '');
  return [...new Set(prefixes)].filter((up) => up !== '').toSorted((a, b) => a.length - b.length);
}

function mergeJson(files: FileTree, path: string): Step {
  const text = textOf(files, path);
  if (text === undefined || text === '') return (config) => config;
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const read = errors.length > 0 || !isDictionary(value) ? null : readJson(value);
  return (config) => (read === null ? null : mergeDeep(config, read));
}

/** One opencode.json; null if it is refused, as everything is that was written for OpenCode 2. */
function readJson(value: Dictionary): Config {
  const sections = ['agent', 'mode', 'agents'].map((key) => value[key]).filter(isDictionary);
  const isForLater = [value, ...sections.flatMap((section) => Object.values(section).filter(isDictionary))].some(
    (part) => Object.hasOwn(part, 'permissions'),
  );
  if (isForLater) return null;
  const { permission = {}, agent = {}, mode = {} } = value;
  const rules = readPermission(permission);
  const [agents, modes] = [agent, mode].map(readAgents);
  if (rules === null || agents === null || modes === null || agents === undefined || modes === undefined) return null;
  return { ...value, permission: rules, agent: agents, mode: modes };
}

function readAgents(section: unknown): Config {
  if (!isDictionary(section)) return null;
  const entries = Object.entries(section).map(
    ([name, keys]) => [name, isDictionary(keys) ? readAgent(keys) : null] as const,
  );
  return entries.some(([, agent]) => agent === null) ? null : Object.fromEntries(entries);
}

/** Agents are Markdown files at any depth. */
function mergeAgents(files: FileTree, directory: string): Step {
  const agents = agentFiles(files, directory, /^agents?\/(.+)\.md$/);
  const isRefused = agents.some(({ agent }) => agent === null);
  return (config) => (isRefused ? null : mergeDeep(config, { agent: sectionOf(agents) }));
}

/** Modes, their older name, stand side by side; a broken one is passed over. */
function mergeModes(files: FileTree, directory: string): Step {
  const modes = agentFiles(files, directory, /^modes?\/([^/]+)\.md$/).filter(({ agent }) => agent !== null);
  const primary = modes.map(({ name, agent }) => ({ name, agent: { ...agent, mode: 'primary' } }));
  return (config) => mergeDeep(config, { agent: sectionOf(primary) });
}

interface AgentFile {
  readonly name: string;
  readonly agent: Config;
}

/** In the order in which OpenCode reads them: of one name in `agent` and `agents`, the former wins. */
function agentFiles(files: FileTree, directory: string, place: RegExp): readonly AgentFile[] {
  return [...files.keys()]
    .toSorted()
    .toReversed()
    .flatMap((path) => {
      const below = path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : '';
      const stem = place.exec(below)?.[1];
      if (stem === undefined) return [];
      const { data, body } = readMarkdown(textOf(files, path) ?? '');
      const keys: Dictionary = { name: stem, ...data, prompt: body.trim() };
      return [{ name: String(keys['name']), agent: readAgent(keys) }];
    });
}

function sectionOf(agents: readonly AgentFile[]): Dictionary {
  return Object.fromEntries(agents.map(({ name, agent }) => [name, agent]));
}

/** A mode of a JSON file is a primary agent, and stands above all else. */
function withModes(config: Dictionary): Dictionary {
  const modes = isDictionary(config['mode']) ? Object.entries(config['mode']).filter(hasKeys) : [];
  const agent = Object.fromEntries(modes.map(([name, keys]) => [name, { ...keys, mode: 'primary' }]));
  return mergeDeep(config, { agent });
}

function hasKeys(entry: [string, unknown]): entry is [string, Dictionary] {
  return isDictionary(entry[1]);
}

/** The switches of the whole configuration stand below its rules. */
function withTools(config: Dictionary): Config {
  const { tools, permission } = config;
  if (tools === undefined) return config;
  const switches = readTools(tools);
  return switches === null
    ? null
    : { ...config, permission: mergeDeep(switches, isDictionary(permission) ? permission : {}) };
}

function textOf(files: FileTree, path: string): string | undefined {
  const bytes = files.get(path)?.bytes;
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
