import { keptFor, type FileTree, type Scope } from '@canonry/core';
import { parse, type ParseError } from 'jsonc-parser';
import { readAgent } from './agent-schema.js';
import { readAgentFiles, readModeFiles } from './agent-files.js';
import { isDictionary, mergeDeep, type Dictionary } from './merge.js';
import { readPermission, readTools } from './permission-schema.js';
import { textOf } from './text-of.js';

/** What all files say together. More than one where OpenCode leaves it to chance, none where it refuses to start. */
export type Configs = readonly Dictionary[];

type Step = (config: Dictionary) => Configs;

/** The configuration as OpenCode merges it: later steps win, key by key. Read once for all the questions about some files. */
export function readConfigs(files: FileTree, scope: Scope): Configs {
  return keptConfigs(files, () => mergeAll(files, scope), scope);
}

const keptConfigs = keptFor<Configs>();

function mergeAll(files: FileTree, scope: Scope): Configs {
  const start: Configs = [{}];
  const merged = stepsOf(files, scope).reduce((configs, step) => configs.flatMap(step), start);
  return merged.map(withModes).flatMap(withTools);
}

function stepsOf(files: FileTree, scope: Scope): readonly Step[] {
  const json = (path: string): Step => mergeJson(files, path);
  const both = (name: string): readonly Step[] => [json(`${name}.json`), json(`${name}.jsonc`)];
  const agents = (directory: string): readonly Step[] => [
    mergeAgents(readAgentFiles(files, directory)),
    mergeAgents(readModeFiles(files, directory)),
  ];
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

function mergeAgents(sections: Configs): Step {
  return (config) => sections.map((agent) => mergeDeep(config, { agent }));
}

function mergeJson(files: FileTree, path: string): Step {
  const text = textOf(files, path);
  if (text === undefined || text === '') return (config) => [config];
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const read = errors.length > 0 || !isDictionary(value) ? null : readJson(value);
  return (config) => (read === null ? [] : [mergeDeep(config, read)]);
}

/** One opencode.json; null if it is refused, as everything is that was written for OpenCode 2. */
function readJson(value: Dictionary): Dictionary | null {
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

function readAgents(section: unknown): Dictionary | null {
  if (!isDictionary(section)) return null;
  const entries = Object.entries(section).map(
    ([name, keys]) => [name, isDictionary(keys) ? readAgent(keys) : null] as const,
  );
  return entries.some(([, agent]) => agent === null) ? null : Object.fromEntries(entries);
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
function withTools(config: Dictionary): Configs {
  const { tools, permission } = config;
  if (tools === undefined) return [config];
  const switches = readTools(tools);
  return switches === null
    ? []
    : [{ ...config, permission: mergeDeep(switches, isDictionary(permission) ? permission : {}) }];
}
