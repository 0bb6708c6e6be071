import { checkText } from '../check-prompt.js';
import { decodeText } from '../decode-text.js';
import { findingOf, type Finding } from '../diagnostic.js';
import { nearest } from '../did-you-mean.js';
import { LIMITS } from '../limits.js';
import type { Reference, ReferenceKind } from '../parse-reference.js';
import { findUnportable } from '../find-unportable.js';
import type { Skill, TextFile } from '../skill.js';
import { quote, quoteExactly } from '../text/quote.js';
import { listFiles } from './list-files.js';
import { isFinding, listSourceDirectory, readSourceFile, type SourceRoot } from './source-files.js';

export interface ReferencedFiles {
  readonly skills: readonly Skill[];
  readonly rules: readonly TextFile[];
  readonly context: readonly TextFile[];
  readonly findings: readonly Finding[];
  /** Texts that diagnostics may point into, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

const SKILL_FILE = 'SKILL.md';
const UNKNOWN = { skills: 'unknown-skill', rules: 'unknown-rule', context: 'unknown-context' } as const;

/** Reads what the agents refer to, each file once however many agents name it. */
export async function readReferences(root: SourceRoot, references: readonly Reference[]): Promise<ReferencedFiles> {
  const skills: Skill[] = [];
  const files: Record<Exclude<ReferenceKind, 'skills'>, TextFile[]> = { rules: [], context: [] };
  const findings: Finding[] = [];
  const texts = new Map<string, string>();
  const explainUnknown = unknownExplainer(root);
  for (const [path, users] of groupByPath(references)) {
    const [{ kind, name }] = users;
    const entry = readSourceFile(root, path, LIMITS.markdown);
    const text = entry === undefined || isFinding(entry) ? entry : decodeText(entry.bytes, { file: path });
    if (text === undefined || entry === undefined) findings.push(...users.map(explainUnknown));
    else if (typeof text === 'object') findings.push(text);
    else if (!isFinding(entry)) {
      texts.set(path, text);
      if (kind !== 'skills') {
        files[kind].push({ name, file: path, text });
        findings.push(...checkText(text, { file: path }));
        continue;
      }
      // With the YAML parser behind it, which a roster without skills does not need.
      const { readSkill } = await import('./read-skill.js');
      const read = readSkill(root, { file: path, name, text }, entry);
      findings.push(...read.findings);
      if (read.skill !== undefined) skills.push(read.skill);
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

/** Looks once at what there is of each kind, however many names are wrong. */
function unknownExplainer(root: SourceRoot): (reference: Reference) => Finding {
  const known = new Map<ReferenceKind, readonly string[]>();
  return ({ kind, name, path, file, index, agent }) => {
    const names = known.get(kind) ?? namesOf(root, kind);
    known.set(kind, names);
    const guess = nearest(name, names) ?? names.find((other) => other.startsWith(`${name}/`));
    const where = { file, agent, place: { kind: 'value', path: [kind, index] } } as const;
    const hint = misnamedFile(root, kind, name) ?? lookalike(name, names) ?? (guess && `did you mean ${quote(guess)}?`);
    return findingOf(UNKNOWN[kind], where, { name: quote(name), path }, hint);
  };
}

/** What could have been meant: every skill, or every Markdown file below the directory. */
function namesOf(root: SourceRoot, kind: ReferenceKind): readonly string[] {
  if (kind === 'skills')
    return namesIn(root, kind).filter((name) => namesIn(root, `${kind}/${name}`).includes(SKILL_FILE));
  return listFiles(root, kind)
    .files.filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(kind.length + 1, -'.md'.length));
}

function namesIn(root: SourceRoot, directory: string): readonly string[] {
  const entries = listSourceDirectory(root, directory) ?? [];
  return isFinding(entries) ? [] : entries.map(({ name }) => name);
}

/** The same letters, composed of other characters. */
function lookalike(name: string, names: readonly string[]): string | undefined {
  const other = names.find((candidate) => candidate.normalize() === name.normalize());
  return other && `write ${quoteExactly(other)}, which looks the same as ${quoteExactly(name)}`;
}

/** The directory of a skill whose file has nearly the right name. */
function misnamedFile(root: SourceRoot, kind: ReferenceKind, name: string): string | undefined {
  if (kind !== 'skills') return undefined;
  const guess = nearest(SKILL_FILE, namesIn(root, `skills/${name}`));
  return guess && `rename skills/${name}/${guess} to ${SKILL_FILE}`;
}

function byName<Named extends { readonly name: string }>(items: readonly Named[]): readonly Named[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
