import type { Finding } from '../diagnostic.js';
import type { FileEntry } from '../file-tree.js';
import { findUnportable } from '../find-unportable.js';
import { LIMITS } from '../limits.js';
import { parseSkill, type SkillSource } from '../parse-skill.js';
import type { Skill } from '../skill.js';
import { listFiles } from './list-files.js';
import { isFinding, readSourceFile, type SourceRoot } from './source-files.js';

/** Reads a skill whole: its SKILL.md, which is given, and every other file of its directory. */
export function readSkill(root: SourceRoot, source: SkillSource): { skill?: Skill; findings: Finding[] } {
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
