import { AGENT_KEYS, MODES, type Agent, type Policy } from './agent.js';
import { AgentSchema } from './agent-schema.js';
import { checkName, nameOfDirectory } from './check-name.js';
import { findingOf, severityOf, type Finding, type KeyPath } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { explainPermissionKey, meantPermissionKey } from './permission-key.js';
import { parsePermissions } from './parse-permissions.js';
import { parseReference, REFERENCE_KINDS, type Reference } from './parse-reference.js';
import { parseToml, textsAt, type TomlTable } from './parse-toml.js';
import { REFUSED_AGENT_KEYS } from './refused-keys.js';
import { checkSchema } from './schema-findings.js';
import { showKey, showKeyPath, showTable } from './text/key-path.js';
import { quote } from './text/quote.js';
import { NameSchema } from './text-schema.js';

/** The two texts of an agent, and where they were found. */
export interface AgentSource {
  /** Path of agent.toml below the source root. */
  readonly file: string;
  /** Name of the directory that holds it. */
  readonly directory: string;
  readonly toml: string;
  readonly prompt: string;
}

export interface ParsedAgent {
  /** Absent if any finding is an error. */
  readonly agent?: Agent;
  readonly findings: readonly Finding[];
  /** Also of an agent with errors, so that one run says everything. */
  readonly references: readonly Reference[];
  /** The name it claims, also with errors. */
  readonly name?: string;
  readonly file: string;
}

/** Reads one agent.toml. Never throws, whatever the text holds. */
export function parseAgent(source: AgentSource): ParsedAgent {
  const where = { file: source.file, agent: source.directory };
  const { table, findings: unreadable, wholeFloats = [] } = parseToml(source.toml, source.file);
  const named = unreadable.map((finding) => ({ ...finding, agent: source.directory }));
  if (table === undefined) return { file: source.file, findings: named, references: [] };

  const permissions = parsePermissions(table, where);
  const references = parseReferences(table, where);
  const name = textAt(table, 'name');
  const directory = { directory: source.directory, schema: NameSchema };
  const fittingName = nameOfDirectory(directory);
  const floats = findFloats(wholeFloats, table, where);
  const findings = [
    ...named,
    ...floats,
    ...checkSchema(AgentSchema, table, {
      ...where,
      document: 'agent.toml',
      ...(fittingName === undefined ? {} : { name: fittingName }),
      explainKey: (path, key, value) => explainAgentKey(path, key, value, where),
      meantKey: meantPermissionKey,
      explained: permissions.explained,
      explainedValues: [...(name === undefined ? [] : [['name']]), ...[...unreadable, ...floats].flatMap(valuePathOf)],
      misplaced: permissions.findings.flatMap(misplacedKeyOf),
    }),
    ...permissions.findings,
    ...references.findings,
    ...findRepetitions(table, where),
    ...(name === undefined ? [] : checkName(name, { ...where, ...directory, syntax: 'toml' })),
  ];
  const isSound = !findings.some((finding) => severityOf(finding.code) === 'error');
  return {
    ...(isSound ? { agent: agentOf(table, permissions.policies, source) } : {}),
    file: source.file,
    findings,
    references: references.references,
    ...(name === undefined ? {} : { name }),
  };
}

type Where = { readonly file: string; readonly agent: string };

function valuePathOf(finding: Finding): KeyPath[] {
  return finding.place.kind === 'value' ? [finding.place.path] : [];
}

function misplacedKeyOf({ code, place }: Finding): string[] {
  return code === 'misplaced-key' && 'path' in place ? [String(place.path.at(-1))] : [];
}

/** Nix and the schema of editors tell `10.0` from `10`. */
function findFloats(wholeFloats: readonly KeyPath[], table: TomlTable, where: Where): Finding[] {
  const turns = table['max_turns'];
  const path = wholeFloats.find(([key, ...below]) => key === 'max_turns' && below.length === 0);
  if (path === undefined || typeof turns !== 'number') return [];
  const example = `max_turns = ${turns >= 1 ? turns : 10}`;
  const parameters = { key: 'max_turns', expected: 'a whole number', actual: 'one with a point or exponent', example };
  return [findingOf('wrong-type', { ...where, place: { kind: 'value', path } }, parameters)];
}

function explainAgentKey(path: KeyPath, key: string, value: unknown, where: Where): Finding | undefined {
  const place = { kind: 'key', path: [...path, key] } as const;
  const table = showTable(path, 'agent.toml');
  if (path.length > 0 && AGENT_KEYS.includes(key))
    return findingOf('misplaced-key', { ...where, place }, { key, table: showKeyPath(path) });
  const permission = explainPermissionKey(path, key, value, where);
  if (permission !== undefined) return permission;
  const meant = nearestRefusedKey(key);
  const refused = meant && REFUSED_AGENT_KEYS.get(meant)?.replace('AGENT', showKey(where.agent));
  if (refused === undefined) return undefined;
  return findingOf('refused-key', { ...where, place }, { key: showKey(key), table, place: refused });
}

/** The refused key that a key is or most likely means. */
function nearestRefusedKey(key: string): string | undefined {
  if (REFUSED_AGENT_KEYS.has(key)) return key;
  const guess = nearest(key, [...AGENT_KEYS, 'permissions', ...REFUSED_AGENT_KEYS.keys()]);
  return guess !== undefined && REFUSED_AGENT_KEYS.has(guess) ? guess : undefined;
}

function parseReferences(table: TomlTable, where: Where): { references: Reference[]; findings: Finding[] } {
  const references: Reference[] = [];
  const findings: Finding[] = [];
  for (const kind of REFERENCE_KINDS) {
    const seen = new Set<string>();
    for (const { text, index } of textsAt(table, kind)) {
      if (seen.has(text)) continue;
      seen.add(text);
      const parsed = parseReference({ ...where, kind, name: text, index });
      if ('code' in parsed) findings.push(parsed);
      else references.push(parsed);
    }
  }
  return { references, findings };
}

function findRepetitions(table: TomlTable, where: Where): Finding[] {
  return ['tags', ...REFERENCE_KINDS].flatMap((key) => {
    const seen = new Set<string>();
    return textsAt(table, key).flatMap(({ text, index }) => {
      const repeated = seen.has(text);
      seen.add(text);
      const place = { kind: 'value', path: [key, index] } as const;
      return repeated ? [findingOf('duplicate-entry', { ...where, place }, { value: quote(text), key })] : [];
    });
  });
}

/** Only for tables that the schema accepts. */
function agentOf(table: TomlTable, permissions: readonly Policy[], source: AgentSource): Agent {
  const displayName = textAt(table, 'display_name');
  const maxTurns = table['max_turns'];
  const namesAt = (key: string): readonly string[] => [...new Set(textsAt(table, key).map(({ text }) => text))];
  return {
    name: source.directory,
    description: textAt(table, 'description') ?? '',
    ...(displayName === undefined ? {} : { displayName }),
    mode: MODES.find((mode) => mode === table['mode']) ?? 'all',
    tags: namesAt('tags'),
    skills: namesAt('skills'),
    context: namesAt('context'),
    rules: namesAt('rules'),
    ...(typeof maxTurns === 'number' ? { maxTurns } : {}),
    permissions,
    prompt: source.prompt,
    file: source.file,
  };
}

function textAt(table: TomlTable, key: string): string | undefined {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
