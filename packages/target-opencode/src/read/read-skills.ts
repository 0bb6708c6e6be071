import { findingOf, quote, type FileTree, type Finding, type ImportedSkill } from '@canonry/core';
import { readFrontMatter } from './front-matter.js';
import { textOf } from './source-file.js';

/** Everywhere below a directory, OpenCode takes each SKILL.md for a skill. */
const SKILL_FILE = /^(?:(?:\.config\/opencode|\.opencode)\/skills?|\.(?:claude|agents)\/skills)\/(?:.+\/)?SKILL\.md$/s;

/** The skills that OpenCode offers to every agent, as far as they are skills by the specification too. */
export function readSkills(files: FileTree): { skills: readonly ImportedSkill[]; findings: readonly Finding[] } {
  const skills = new Map<string, ImportedSkill>();
  const findings: Finding[] = [];
  for (const path of [...files.keys()].filter((file) => SKILL_FILE.test(file)).toSorted(ownFirst)) {
    const name = nameOf(files, path);
    const reason = typeof name === 'object' ? name.reason : whySkipped(name, skills);
    if (typeof name === 'object' || reason !== undefined)
      findings.push(findingOf('import-skipped-skill', { file: path }, { skill: quote(path), reason: reason ?? '' }));
    else skills.set(name, { name, files: filesBelow(files, path.slice(0, -'SKILL.md'.length)) });
  }
  return { skills: [...skills.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), findings };
}

/** Of two skills with one name, OpenCode's own directories come before those that other harnesses read too. */
function ownFirst(a: string, b: string): number {
  return Number(SHARED.test(a)) - Number(SHARED.test(b)) || (a < b ? -1 : 1);
}

const SHARED = /^\.(?:claude|agents)\//;

function nameOf(files: FileTree, path: string): string | { reason: string } {
  const text = textOf(files.get(path)?.bytes ?? new Uint8Array(), path);
  const read = typeof text === 'string' ? readFrontMatter(text) : 'it is not UTF-8';
  if (typeof read === 'string') return { reason: read };
  const [name, description] = ['name', 'description'].map((key) => read.data.get(key));
  if (typeof name !== 'string') return { reason: 'it has no name' };
  return typeof description === 'string' && description.trim() !== '' ? name : { reason: 'it has no description' };
}

function whySkipped(name: string, known: ReadonlyMap<string, unknown>): string | undefined {
  if (known.has(name)) return 'another one has its name';
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && name.length <= 64
    ? undefined
    : `${quote(name)} is no name of a skill`;
}

function filesBelow(files: FileTree, directory: string): FileTree {
  return new Map(
    [...files].flatMap(([path, entry]) =>
      path.startsWith(directory) ? [[path.slice(directory.length), entry] as const] : [],
    ),
  );
}
