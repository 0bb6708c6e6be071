import { findingOf, type Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import type { ImportedSkill } from '../imported.js';
import { quote } from '../text/quote.js';

/** What the front matter of a SKILL.md says, or why it cannot be read. */
export type SkillWords = { readonly name?: string; readonly description?: string } | { readonly reason: string };

/** The skills at these paths of SKILL.md files, as far as they are skills by the specification too. Of one name, the first counts. */
export function collectSkills(
  files: FileTree,
  paths: readonly string[],
  wordsOf: (bytes: Uint8Array, path: string) => SkillWords,
): { readonly skills: readonly ImportedSkill[]; readonly findings: readonly Finding[] } {
  const skills = new Map<string, ImportedSkill>();
  const findings: Finding[] = [];
  for (const path of paths) {
    const name = nameOf(wordsOf(files.get(path)?.bytes ?? new Uint8Array(), path));
    const reason = typeof name === 'object' ? name.reason : whySkipped(name, skills);
    if (typeof name === 'object' || reason !== undefined)
      findings.push(findingOf('import-skipped-skill', { file: path }, { skill: quote(path), reason: reason ?? '' }));
    else skills.set(name, { name, files: filesBelow(files, path.slice(0, -'SKILL.md'.length)) });
  }
  return { skills: [...skills.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), findings };
}

function nameOf(words: SkillWords): string | { readonly reason: string } {
  if ('reason' in words) return words;
  if (words.name === undefined) return { reason: 'it has no name' };
  const hasDescription = words.description !== undefined && words.description.trim() !== '';
  return hasDescription ? words.name : { reason: 'it has no description' };
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
