import { isTable, textsAt, type TomlTable, type TomlValue } from './parse-toml.js';
import {
  ENFORCEMENTS,
  LOSSES,
  SCOPES,
  type AcceptedLoss,
  type OptionValue,
  type Project,
  type TargetSection,
} from './project.js';
import { whyNotBelowRoot } from './portable-path.js';

/** Merges the tables of canonry.toml and canonry.local.toml; of one key, the later table wins. Skips what a schema refused. */
export function projectOf(tables: readonly TomlTable[]): Project {
  const agents = tables
    .map((table) => textsAt(table, 'agents').map(({ text }) => text))
    .findLast((names) => names.length > 0);
  return {
    agents:
      agents === undefined ? ['agents'] : [...new Set(agents)].filter((path) => whyNotBelowRoot(path) === undefined),
    targets: sectionsOf(mergeTables(tables.map((table) => table['targets']))),
    ...modelsOf(mergeTables(tables.map((table) => table['models']))),
    accept: tables.flatMap((table) => acceptedOf(table['accept'])),
  };
}

/** Tables merge key by key; anything else replaces what was there. */
function mergeTables(values: readonly (TomlValue | undefined)[]): Map<string, TomlValue> {
  const merged = new Map<string, TomlValue>();
  for (const value of values)
    for (const [key, entry] of isTable(value) ? Object.entries(value) : []) {
      const before = merged.get(key);
      const both = isTable(before) && isTable(entry);
      merged.set(key, both ? Object.fromEntries(mergeTables([before, entry])) : entry);
    }
  return merged;
}

function sectionsOf(targets: ReadonlyMap<string, TomlValue>): Map<string, TargetSection> {
  const sections = new Map<string, TargetSection>();
  for (const [name, section] of targets) if (isTable(section)) sections.set(name, sectionOf(section));
  return sections;
}

function sectionOf({ scope, enforcement, package: origin, ...rest }: TomlTable): TargetSection {
  const level = ENFORCEMENTS.find((known) => known === enforcement);
  const options = Object.entries(rest).flatMap(([key, value]): [string, OptionValue][] => {
    if (typeof value === 'string' || typeof value === 'boolean') return [[key, value]];
    return Array.isArray(value) ? [[key, value.filter((item) => typeof item === 'string')]] : [];
  });
  return {
    scope: SCOPES.find((known) => known === scope) ?? 'project',
    ...(level === undefined ? {} : { enforcement: level }),
    ...(typeof origin === 'string' && { package: origin }),
    options: new Map(options),
  };
}

function modelsOf(table: ReadonlyMap<string, TomlValue>): Pick<Project, 'models' | 'targetModels'> {
  const models = new Map<string, string>();
  const targetModels = new Map<string, ReadonlyMap<string, string>>();
  for (const [key, value] of table) {
    if (typeof value === 'string') models.set(key, value);
    if (isTable(value)) targetModels.set(key, textEntries(value));
  }
  return { models, targetModels };
}

function textEntries(table: TomlTable): Map<string, string> {
  return new Map(
    Object.entries(table).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  );
}

function acceptedOf(value: TomlValue | undefined): AcceptedLoss[] {
  return (Array.isArray(value) ? value : []).flatMap((entry) => {
    if (!isTable(entry)) return [];
    const texts = textEntries(entry);
    const code = LOSSES.find((known) => known === texts.get('code'));
    const [target, agent, tool, reason] = ['target', 'agent', 'tool', 'reason'].map((key) => texts.get(key));
    if (code === undefined || target === undefined || agent === undefined || tool === undefined || reason === undefined)
      return [];
    const witness = texts.get('witness');
    return [{ code, target, agent, tool, ...(witness === undefined ? {} : { witness }), reason }];
  });
}
