import { findingOf, MODES, quote, type Finding, type ImportedAgent, type JsonValue, type Place } from '@canonry/core';
import { describe, displayNameOf, isModel } from '@canonry/core/reading';
import type { HarnessAgent } from './collect-agents.js';
import { rulesOf, type HarnessRule } from './harness-rule.js';
import { isObject, textAt } from './js-object.js';
import { translateRules, type TranslateOptions } from './translate-rules.js';

export interface BuildOptions extends TranslateOptions {
  readonly name: string;
  /** What people would expect its name to be made from. */
  readonly wanted: string;
  readonly prompt: string;
  /** Rules for every agent, which stand above its own. */
  readonly globalRules: readonly HarnessRule[];
  readonly skills: readonly string[];
}

export interface BuiltAgent {
  readonly imported: ImportedAgent;
  readonly findings: readonly Finding[];
}

/** An agent of canonry that means what OpenCode makes of a merged one. */
export function buildAgent(agent: HarnessAgent, options: BuildOptions): BuiltAgent {
  const { key, config } = agent;
  const { name, wanted, prompt, skills } = options;
  const findings: Finding[] = [];
  const where = (path: readonly string[]): ReturnType<typeof placeIn> => placeIn(agent, path, name);
  if (name !== wanted) findings.push(findingOf('import-renamed', where([]), { agent: quote(key), name: quote(name) }));

  const { description, reason } = describe(textAt(config, 'description'), key);
  if (reason !== undefined)
    findings.push(findingOf('import-description', where(['description']), { agent: quote(key), reason }));
  const model = textAt(config, 'model');
  if (model !== undefined && !isModel(model))
    findings.push(findingOf('import-model', where(['model']), { value: quote(model), target: 'opencode' }));
  for (const [field, place] of DROPPED)
    if (config.has(field)) findings.push(findingOf('import-dropped-key', where([field]), { key: field, place }));

  const permission = config.get('permission');
  const own = isObject(permission) ? rulesOf(permission, (path) => where(['permission', ...path])) : [];
  const { permissions, findings: remarks } = translateRules([...options.globalRules, ...own], options);
  findings.push(...remarks);

  const displayName = displayNameOf(key, name);
  const maxTurns = config.get('steps') ?? config.get('maxSteps');
  const built = {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    description,
    mode: MODES.find((mode) => mode === config.get('mode')) ?? 'all',
    tags: [],
    skills,
    context: [],
    rules: [],
    ...(typeof maxTurns === 'number' ? { maxTurns } : {}),
    permissions,
    prompt,
  };
  const from = agent.sources[0]?.source.file ?? '';
  return { imported: { agent: built, from, ...(model !== undefined && isModel(model) ? { model } : {}) }, findings };
}

const SAMPLING = "sampling belongs into the harness's own configuration; put it into opencode.json";
const LOOKS = "how an agent is shown belongs into the harness's own configuration; put it into opencode.json";

const DROPPED: ReadonlyMap<string, string> = new Map([
  ['variant', 'a variant of a model belongs into opencode.json'],
  ['temperature', SAMPLING],
  ['top_p', SAMPLING],
  ['options', "a provider's options belong into opencode.json"],
  ['color', LOOKS],
  ['hidden', LOOKS],
]);

/** Where a key of an agent was last said. */
export function placeIn(
  { sources }: HarnessAgent,
  path: readonly string[],
  agent: string,
): { readonly file: string; readonly place: Place; readonly agent: string } {
  const said = sources.find(({ source, path: root }) => holds(source.data, [...root, ...path])) ?? sources[0];
  if (said === undefined) return { file: '', place: { kind: 'file' }, agent };
  const { source, path: root } = said;
  return { file: source.file, place: source.placeOf([...root, ...path]), agent };
}

function holds(value: JsonValue | undefined, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return value !== undefined;
  return isObject(value) && holds(value.get(key), rest);
}
