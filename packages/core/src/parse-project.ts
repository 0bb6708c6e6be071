import { AGENT_KEYS } from './agent.js';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { isTable, parseToml, textsAt, type TomlTable } from './parse-toml.js';
import { whyNotBelowRoot } from './portable-path.js';
import { projectOf } from './project-of.js';
import { LOST_THING, projectSchema } from './project-schema.js';
import type { Project, TargetDeclaration } from './project.js';
import { REFUSED_LOCAL_KEYS, REFUSED_PROJECT_KEYS } from './refused-keys.js';
import { checkSchema } from './schema-findings.js';
import { showKey, showKeyPath } from './text/key-path.js';
import { quote, quoteList } from './text/quote.js';
import { explainUnknownTool } from './unknown-tool.js';

export interface ProjectSource {
  /** Path below the source root. */
  readonly file: string;
  readonly text: string;
}

export interface ParsedProject {
  /** As far as it could be read. */
  readonly project: Project;
  readonly findings: readonly Finding[];
  /** Where agents are named, to be compared with those that exist. */
  readonly mentions: readonly AgentMention[];
  /** Where directories of agents are named: those of `project.agents`, unless nobody names any. */
  readonly directories: readonly DirectoryMention[];
}

export interface DirectoryMention {
  readonly file: string;
  readonly path: KeyPath;
  readonly directory: string;
}

export interface AgentMention {
  readonly file: string;
  readonly path: KeyPath;
  readonly kind: 'key' | 'value';
  readonly agent: string;
}

/** Reads canonry.toml and, over it, canonry.local.toml. Without `targets`, their sections are taken as they are. */
export function parseProject(
  sources: { readonly main?: ProjectSource; readonly local?: ProjectSource },
  targets: readonly TargetDeclaration[] | undefined,
): ParsedProject {
  const main = sources.main && readProjectFile(sources.main);
  const local = sources.local && readProjectFile(sources.local);
  const known = targets && { targets, foreign: [main, local].flatMap((file) => foreignTargets(file?.table)) };
  const files = [
    main && checkProjectFile(main, known, REFUSED_PROJECT_KEYS),
    local && checkProjectFile(local, known, new Map([...REFUSED_PROJECT_KEYS, ...REFUSED_LOCAL_KEYS])),
  ].filter((file) => file !== undefined);
  const project = projectOf(files.map(({ table }) => table));
  return {
    project,
    findings: [
      ...files.flatMap(({ findings }) => findings),
      ...files.flatMap((file) => findUnusedModels(file, project, targets)),
    ],
    mentions: files.flatMap(findMentions),
    directories: files.map(findDirectories).findLast((found) => found.length > 0) ?? [],
  };
}

/** What names an agent that does not exist. */
export function checkMentions(mentions: readonly AgentMention[], agents: readonly string[]): readonly Finding[] {
  const known = new Set(agents);
  // No agents at all is told by itself, and enough.
  if (known.size === 0) return [];
  return mentions
    .filter(({ agent }) => !known.has(agent))
    .map(({ file, path, kind, agent }) => {
      const guess = nearest(agent, agents);
      const parameters = { agent: quote(agent), known: quoteList([...known]) };
      return findingOf(
        'unknown-agent',
        { file, place: { kind, path } },
        parameters,
        guess && `did you mean ${quote(guess)}?`,
      );
    });
}

interface ProjectFile {
  readonly file: string;
  readonly table: TomlTable;
  readonly findings: readonly Finding[];
}

type Targets = readonly TargetDeclaration[] | undefined;

interface KnownTargets {
  readonly targets: readonly TargetDeclaration[];
  /** Those that the files say are from a package, by name. */
  readonly foreign: readonly string[];
}

/** A file with what is wrong with its text; without a table where it has none. */
type ReadFile = Omit<ProjectFile, 'table'> & { readonly table: TomlTable | undefined };

function readProjectFile({ file, text }: ProjectSource): ReadFile {
  const { table, findings } = parseToml(text, file);
  return { file, table, findings };
}

function checkProjectFile(
  { file, table, findings: unreadable }: ReadFile,
  known: KnownTargets | undefined,
  refused: ReadonlyMap<string, string>,
): ProjectFile {
  if (table === undefined) return { file, table: {}, findings: unreadable };
  const strangers = [
    ...findRefusedKeys(table, file, refused),
    ...(known === undefined ? [] : findStrangers(table, file, known)),
    ...findMisplacedDirectories(table, file),
  ];
  const findings = [
    ...unreadable,
    ...strangers,
    ...checkSchema(projectSchema(known?.targets, known?.foreign), table, {
      file,
      document: file,
      explained: strangers.flatMap(pathsOf),
      explainedValues: unreadable.flatMap(pathsOf),
      explainKey: (path, key) => explainKey(path, key, file),
    }),
    ...findUnknownTools(table, file),
    ...checkDirectories(table, file),
  ];
  const accepted = Object.entries(table).filter(([key]) => !refused.has(key));
  return { file, table: Object.fromEntries(accepted), findings };
}

function pathsOf({ place }: Finding): KeyPath[] {
  return 'path' in place ? [place.path] : [];
}

function findRefusedKeys(table: TomlTable, file: string, refused: ReadonlyMap<string, string>): Finding[] {
  return Object.keys(table).flatMap((key) => {
    const place = refused.get(key);
    const where = { file, place: { kind: 'key', path: [key] } } as const;
    return place === undefined ? [] : [findingOf('refused-key', where, { key: showKey(key), table: file, place })];
  });
}

function explainKey(path: KeyPath, key: string, file: string): Finding | undefined {
  if (path.length === 0 || key !== 'agents') return undefined;
  const where = { file, place: { kind: 'key', path: [...path, key] } } as const;
  return findingOf('misplaced-key', where, { key, table: showKeyPath(path) });
}

/** `agents = […]` below the header [models] looks like an agent of that name. */
function findMisplacedDirectories(table: TomlTable, file: string): Finding[] {
  const { models } = table;
  if (!isTable(models) || !Array.isArray(models['agents'])) return [];
  const where = { file, place: { kind: 'key', path: ['models', 'agents'] } } as const;
  return [findingOf('misplaced-key', where, { key: 'agents', table: 'models' })];
}

function findUnknownTools(table: TomlTable, file: string): Finding[] {
  return acceptEntries(table).flatMap(({ entry, index }) => {
    const { tool } = entry;
    if (typeof tool !== 'string' || LOST_THING.test(tool)) return [];
    const place = { kind: 'value', path: ['accept', index, 'tool'] } as const;
    return [explainUnknownTool(tool, { file, place }, { others: AGENT_KEYS, show: quote })];
  });
}

/** Targets that nobody has declared, wherever the file names them. */
function findStrangers(table: TomlTable, file: string, { targets, foreign }: KnownTargets): Finding[] {
  const known = [...new Set([...targets.map(({ name }) => name), ...foreign])];
  const named: { path: KeyPath; kind: 'key' | 'value'; target: string }[] = [];
  for (const target of keysOf(table['targets'])) named.push({ path: ['targets', target], kind: 'key', target });
  for (const [target, value] of isTable(table['models']) ? Object.entries(table['models']) : [])
    if (isTable(value)) named.push({ path: ['models', target], kind: 'key', target });
  for (const { entry, index } of acceptEntries(table))
    if (typeof entry['target'] === 'string')
      named.push({ path: ['accept', index, 'target'], kind: 'value', target: entry['target'] });
  return named
    .filter(({ target }) => !known.includes(target))
    .map(({ path, kind, target }) => {
      const guess = nearest(target, known);
      const parameters = { target: quote(target), known: quoteList(known) };
      return findingOf(
        'unknown-target',
        { file, place: { kind, path } },
        parameters,
        guess && `did you mean ${quote(guess)}?`,
      );
    });
}

/** Those that say which package they come from: whoever renders looks whether it can be had. */
function foreignTargets(table: TomlTable | undefined): readonly string[] {
  const sections = isTable(table?.['targets']) ? Object.entries(table['targets']) : [];
  return sections.filter(([, section]) => isTable(section) && section['package'] !== undefined).map(([name]) => name);
}

function findDirectories({ file, table }: ProjectFile): DirectoryMention[] {
  return textsAt(table, 'agents')
    .filter(({ text }) => whyNotBelowRoot(text) === undefined)
    .map(({ text, index }) => ({ file, path: ['agents', index], directory: text }));
}

function checkDirectories(table: TomlTable, file: string): Finding[] {
  const seen = new Set<string>();
  return textsAt(table, 'agents').flatMap(({ text, index }) => {
    const where = { file, place: { kind: 'value', path: ['agents', index] } } as const;
    const repeated = seen.has(text);
    seen.add(text);
    if (repeated) return [findingOf('duplicate-entry', where, { value: quote(text), key: 'agents' })];
    const reason = whyNotBelowRoot(text);
    if (reason === undefined) return [];
    const guess = text.replace(/^\.\//, '').replace(/\/+$/, '');
    const hint = guess !== text && whyNotBelowRoot(guess) === undefined ? `did you mean ${quote(guess)}?` : undefined;
    return [findingOf('invalid-directory', where, { value: quote(text), reason }, hint)];
  });
}

function findUnusedModels({ file, table }: ProjectFile, project: Project, targets: Targets): Finding[] {
  return (targets ?? [])
    .map(({ name }) => name)
    .filter((name) => isTable(table['models']) && isTable(table['models'][name]) && !project.targets.has(name))
    .map((name) =>
      findingOf('unused-models', { file, place: { kind: 'key', path: ['models', name] } }, { target: name }),
    );
}

function findMentions({ file, table }: ProjectFile): AgentMention[] {
  const mentions: AgentMention[] = [];
  for (const [key, value] of isTable(table['models']) ? Object.entries(table['models']) : []) {
    if (typeof value === 'string') mentions.push({ file, path: ['models', key], kind: 'key', agent: key });
    for (const agent of keysOf(value)) mentions.push({ file, path: ['models', key, agent], kind: 'key', agent });
  }
  for (const { entry, index } of acceptEntries(table))
    if (typeof entry['agent'] === 'string')
      mentions.push({ file, path: ['accept', index, 'agent'], kind: 'value', agent: entry['agent'] });
  return mentions;
}

function acceptEntries(table: TomlTable): { entry: TomlTable; index: number }[] {
  const accept = table['accept'];
  return Array.isArray(accept) ? accept.flatMap((entry, index) => (isTable(entry) ? [{ entry, index }] : [])) : [];
}

function keysOf(value: unknown): string[] {
  return isTable(value) ? Object.keys(value) : [];
}
