import { findingOf, type Finding } from '../diagnostic.js';
import { nearest } from '../did-you-mean.js';
import type { FileEntry } from '../file-tree.js';
import { LIMITS } from '../limits.js';
import type { Reference, ReferenceKind } from '../parse-reference.js';
import { parseSkill } from '../parse-skill.js';
import { findCollisions, whyNotPortable } from '../portable-path.js';
import type { Skill, TextFile } from '../skill.js';
import { quote } from '../text/quote.js';
import { isFinding, listSourceDirectory, readSourceFile, type SourceRoot } from './source-files.js';
import { readText } from './read-agents.js';

export interface ReferencedFiles {
  readonly skills: readonly Skill[];
  readonly rules: readonly TextFile[];
  readonly context: readonly TextFile[];
  readonly findings: readonly Finding[];
  /** Texts that diagnostics may point into, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

const UNKNOWN = { skills: 'unknown-skill', rules: 'unknown-rule', context: 'unknown-context' } as const;

/** Reads what the agents refer to, each file once however many agents name it. */
export function readReferences(root: SourceRoot, references: readonly Reference[]): ReferencedFiles {
  const skills: Skill[] = [];
  const files: Record<Exclude<ReferenceKind, 'skills'>, TextFile[]> = { rules: [], context: [] };
  const findings: Finding[] = [];
  const texts = new Map<string, string>();
  for (const [path, users] of groupByPath(references)) {
    const [{ kind, name }] = users;
    const text = readText(root, path, LIMITS.markdown);
    if (text === undefined) findings.push(...users.map((user) => explainUnknown(root, user)));
    else if (typeof text === 'object') findings.push(text);
    else {
      texts.set(path, text);
      if (kind !== 'skills') files[kind].push({ name, file: path, text });
      else {
        const read = readSkill(root, { file: path, name, text });
        findings.push(...read.findings);
        if (read.skill !== undefined) skills.push(read.skill);
      }
    }
  }
  findings.push(...findUnportable([...files.rules, ...files.context].map(({ file }) => file)));
  return { skills: byName(skills), rules: byName(files.rules), context: byName(files.context), findings, texts };
}

function groupByPath(references: readonly Reference[]): Map<string, [Reference, ...Reference[]]> {
  const groups = new Map<string, [Reference, ...Reference[]]>();
  for (const reference of references) {
    const group = groups.get(reference.path);
    if (group === undefined) groups.set(reference.path, [reference]);
    else group.push(reference);
  }
  return groups;
}

function explainUnknown(root: SourceRoot, { kind, name, path, file, index, agent }: Reference): Finding {
  const guess = nearest(name, namesOf(root, kind));
  const where = { file, agent, place: { kind: 'value', path: [kind, index] } } as const;
  return findingOf(UNKNOWN[kind], where, { name: quote(name), path }, guess && `did you mean ${quote(guess)}?`);
}

/** What could have been meant: every skill, or every Markdown file below the directory. */
function namesOf(root: SourceRoot, kind: ReferenceKind): readonly string[] {
  if (kind === 'skills') return namesIn(root, kind).map(({ name }) => name);
  return listFiles(root, kind)
    .files.filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(kind.length + 1, -'.md'.length));
}

function namesIn(root: SourceRoot, directory: string): readonly { readonly name: string; isDirectory(): boolean }[] {
  const entries = listSourceDirectory(root, directory) ?? [];
  return isFinding(entries) ? [] : entries;
}

function readSkill(
  root: SourceRoot,
  source: { file: string; name: string; text: string },
): { skill?: Skill; findings: Finding[] } {
  const directory = `skills/${source.name}`;
  const parsed = parseSkill(source);
  const listed = listFiles(root, directory);
  const findings = [...parsed.findings, ...listed.findings, ...findUnportable(listed.files)];
  const files = new Map<string, FileEntry>();
  for (const file of listed.files) {
    const entry = readSourceFile(root, file, LIMITS.skillFile);
    if (entry === undefined) continue;
    if (isFinding(entry)) findings.push(entry);
    else files.set(file.slice(directory.length + 1), entry);
  }
  const skill =
    parsed.description === undefined ? {} : { skill: { name: source.name, description: parsed.description, files } };
  return { ...skill, findings };
}

/** What version control and file managers leave in any directory. */
const NOT_OURS = new Set(['.git', '.DS_Store']);

/** The files below a directory, sorted by path. */
function listFiles(root: SourceRoot, directory: string): { files: string[]; findings: Finding[] } {
  const files: string[] = [];
  const findings: Finding[] = [];
  const pending = [directory];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entries = listSourceDirectory(root, next) ?? [];
    if (isFinding(entries)) {
      findings.push(entries);
      continue;
    }
    for (const entry of entries) {
      const path = `${next}/${entry.name}`;
      if (NOT_OURS.has(entry.name)) continue;
      if (entry.isDirectory()) pending.push(path);
      else files.push(path);
    }
    if (files.length + pending.length > LIMITS.skillFiles) {
      findings.push(
        findingOf('too-many-files', { file: directory }, { path: directory, limit: String(LIMITS.skillFiles) }),
      );
      break;
    }
  }
  return { files: files.toSorted(), findings };
}

function findUnportable(files: readonly string[]): Finding[] {
  const names = files.flatMap((path) => {
    const reason = whyNotPortable(path);
    return reason === undefined ? [] : [findingOf('unportable-path', { file: path }, { path: quote(path), reason })];
  });
  const collisions = findCollisions(files).map(({ path, other }) =>
    findingOf('colliding-paths', { file: path }, { path: quote(path), other: quote(other) }),
  );
  return [...names, ...collisions];
}

function byName<Named extends { readonly name: string }>(items: readonly Named[]): readonly Named[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
