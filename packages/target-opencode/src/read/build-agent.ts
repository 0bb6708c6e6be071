import {
  findingOf,
  MODES,
  quote,
  type Finding,
  type ImportedAgent,
  type JsonObject,
  type JsonValue,
  type Mode,
  type Place,
} from '@canonry/core';
import { describe, displayNameOf, isModel } from '@canonry/core/reading';
import { holdsRedirects, isAboutRedirects, policiesRendered } from './as-rendered.js';
import type { HarnessAgent } from './collect-agents.js';
import { rulesOf, type HarnessRule } from './harness-rule.js';
import { isObject, textAt } from './js-object.js';
import { USER } from './layers.js';
import { translateRules, type Translated, type TranslateOptions } from './translate-rules.js';

export interface BuildOptions extends TranslateOptions {
  readonly name: string;
  /** What people would expect its name to be made from. */
  readonly wanted: string;
  readonly prompt: string;
  /** Rules for every agent, which stand above its own. */
  readonly globalRules: readonly HarnessRule[];
  readonly skills: readonly string[];
  /** Files that stand there as canonry wrote them. */
  readonly asWritten?: ReadonlySet<string>;
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
  const { permissions, findings: remarks } = policiesOf(agent, own, options);
  findings.push(...remarks);

  const displayName = displayNameOf(key, name);
  const maxTurns = config.get('steps') ?? config.get('maxSteps');
  const built = {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    description,
    mode: modeOf(config),
    tags: [],
    skills,
    context: [],
    rules: [],
    ...(typeof maxTurns === 'number' ? { maxTurns } : {}),
    permissions,
    prompt,
  };
  const from = agent.sources[0]?.source.file ?? '';
  const unsaid = [
    ...(reason === 'is missing' ? ['description' as const] : []),
    ...(config.has('mode') ? [] : ['mode' as const]),
  ];
  return {
    imported: { agent: built, from, unsaid, ...(model !== undefined && isModel(model) ? { model } : {}) },
    findings,
  };
}

/** What its rules mean and, of a file that canonry wrote, the policies that it was made of. */
function policiesOf({ sources, config }: HarnessAgent, own: readonly HarnessRule[], options: BuildOptions): Translated {
  const { name, globalRules, pathPrefix, asWritten } = options;
  const translate = (rules: readonly HarnessRule[]): Translated => translateRules([...globalRules, ...rules], options);
  const file = sources[0]?.source.file ?? '';
  if (globalRules.length > 0 || sources.length !== 1 || asWritten?.has(file) !== true) return translate(own);
  const translated = translate(own.filter((rule) => !isAboutRedirects(rule)));
  const place = file.startsWith(USER)
    ? ({ scope: 'user', pathPrefix: '' } as const)
    : ({ scope: 'project', pathPrefix } as const);
  const agent = { ...NOBODY, name, mode: modeOf(config), permissions: translated.permissions, file };
  const rendered = { agent, rules: own, ...place };
  const permissions = policiesRendered(rendered);
  if (permissions !== undefined) return { permissions, findings: [] };
  return holdsRedirects(rendered) ? translated : translate(own);
}

/** Of an agent, only its mode and its policies bear on the rules that are written for it. */
const NOBODY = { description: '', tags: [], skills: [], context: [], rules: [], prompt: '' } as const;

function modeOf(config: JsonObject): Mode {
  return MODES.find((mode) => mode === config.get('mode')) ?? 'all';
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
