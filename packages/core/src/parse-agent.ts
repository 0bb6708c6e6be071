import { AGENT_KEYS, MODES, type Agent, type Policy } from './agent.js';
import { AgentSchema } from './agent-schema.js';
import { findingOf, severityOf, type Finding, type KeyPath } from './diagnostic.js';
import { parsePermissions } from './parse-permissions.js';
import { parseReference, REFERENCE_KINDS, type Reference } from './parse-reference.js';
import { parseToml, textsAt, type TomlTable } from './parse-toml.js';
import { REFUSED_AGENT_KEYS } from './refused-keys.js';
import { checkSchema } from './schema-findings.js';
import { showKey, showKeyPath, showTable } from './text/key-path.js';
import { quote } from './text/quote.js';

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
  const { table, findings: unreadable } = parseToml(source.toml, source.file);
  const named = unreadable.map((finding) => ({ ...finding, agent: source.directory }));
  if (table === undefined) return { file: source.file, findings: named, references: [] };

  const permissions = parsePermissions(table, where);
  const references = parseReferences(table, where);
  const findings = [
    ...named,
    ...checkSchema(AgentSchema, table, {
      ...where,
      document: 'agent.toml',
      explainKey: (path, key) => explainAgentKey(path, key, where),
      explained: [...permissions.explained, ...unreadable.flatMap(valuePathOf)],
    }),
    ...permissions.findings,
    ...references.findings,
    ...findRepetitions(table, where),
    ...compareWithDirectory(table['name'], where),
  ];
  const name = textAt(table, 'name');
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

function explainAgentKey(path: KeyPath, key: string, where: Where): Finding | undefined {
  const place = { kind: 'key', path: [...path, key] } as const;
  const table = showTable(path, 'agent.toml');
  if (path.length > 0 && AGENT_KEYS.includes(key))
    return findingOf('misplaced-key', { ...where, place }, { key, table: showKeyPath(path) });
  const refused = REFUSED_AGENT_KEYS.get(key);
  if (refused === undefined) return undefined;
  return findingOf('refused-key', { ...where, place }, { key: showKey(key), table, place: refused });
}

function parseReferences(table: TomlTable, where: Where): { references: Reference[]; findings: Finding[] } {
  const references: Reference[] = [];
  const findings: Finding[] = [];
  for (const kind of REFERENCE_KINDS)
    for (const { text, index } of textsAt(table, kind)) {
      const parsed = parseReference({ ...where, kind, name: text, index });
      if ('code' in parsed) findings.push(parsed);
      else references.push(parsed);
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

function compareWithDirectory(name: unknown, where: Where): Finding[] {
  if (typeof name !== 'string' || name === where.agent) return [];
  const place = { kind: 'value', path: ['name'] } as const;
  const parameters = { name: quote(name), directory: quote(where.agent) };
  return [findingOf('name-differs-from-directory', { ...where, place }, parameters)];
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
