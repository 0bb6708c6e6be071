import { findingOf, quote, type FileTree, type Finding, type ImportedSkill } from '@canonry/core';
import { readMarkdown, textOf } from './texts.js';

const SKILL_FILE = /^(?:\.pi\/(?:agent\/)?|\.agents\/)skills\/(?:.+\/)?SKILL\.md$/s;

/** The skills that Pi shows, as far as they are skills by the specification too. */
export function readSkills(files: FileTree): { skills: readonly ImportedSkill[]; findings: readonly Finding[] } {
  const skills = new Map<string, ImportedSkill>();
  const findings: Finding[] = [];
  // Of two with one name Pi takes that of its own directory.
  for (const path of [...files.keys()].filter((file) => SKILL_FILE.test(file)).toSorted(ownFirst)) {
    const directory = path.slice(0, -'SKILL.md'.length);
    const name = directory.split('/').at(-2) ?? '';
    const reason = whySkipped(files, path, name) ?? (skills.has(name) ? 'another one has its name' : undefined);
    if (reason === undefined) skills.set(name, { name, files: filesBelow(files, directory) });
    else findings.push(findingOf('import-skipped-skill', { file: path }, { skill: quote(path), reason }));
  }
  return { skills: [...skills.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), findings };
}

function ownFirst(a: string, b: string): number {
  return Number(b.startsWith('.pi/')) - Number(a.startsWith('.pi/')) || (a < b ? -1 : 1);
}

function whySkipped(files: FileTree, path: string, name: string): string | undefined {
  const keys = readMarkdown(textOf(files, path) ?? '')?.keys;
  if (keys === undefined) return 'its front matter is no YAML';
  if (keys['name'] !== name) return 'its name is not that of its directory';
  return typeof keys['description'] === 'string' && keys['description'].trim() !== ''
    ? undefined
    : 'it has no description';
}

function filesBelow(files: FileTree, directory: string): FileTree {
  return new Map(
    [...files].flatMap(([path, entry]) =>
      path.startsWith(directory) ? [[path.slice(directory.length), entry] as const] : [],
    ),
  );
}
