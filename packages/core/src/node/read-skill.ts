import { findingOf, severityOf, type Finding } from '../diagnostic.js';
import type { FileEntry, FileTree } from '../file-tree.js';
import { LIMITS } from '../limits.js';
import { parseSkill, type SkillSource } from '../parse-skill.js';
import { findUnportable } from '../find-unportable.js';
import type { Skill } from '../skill.js';
import { listFiles } from './list-files.js';
import { isFinding, readSourceFile, type SourceRoot } from './source-files.js';

/** Reads a skill whole: its SKILL.md, which is given, and every other file of its directory. */
export function readSkill(
  root: SourceRoot,
  source: SkillSource,
  skillFile: FileEntry,
): { skill?: Skill; findings: Finding[] } {
  const directory = `skills/${source.name}`;
  const parsed = parseSkill(source);
  const listed = listFiles(root, directory);
  const findings = [...parsed.findings, ...listed.findings, ...findUnportable(listed.files)];
  if (listed.areTooMany) {
    const parameters = { path: directory, limit: String(LIMITS.skillFiles) };
    findings.push(findingOf('too-many-files', { file: directory }, parameters));
  }
  const { files, findings: unreadable } = readFiles(root, directory, listed.files, new Map([[source.file, skillFile]]));
  findings.push(...unreadable);
  const { description, allowedTools } = parsed;
  const isSound = !findings.some(({ code }) => severityOf(code) === 'error');
  return isSound && description !== undefined
    ? {
        skill: { name: source.name, description, ...(allowedTools === undefined ? {} : { allowedTools }), files },
        findings,
      }
    : { findings };
}

function readFiles(
  root: SourceRoot,
  directory: string,
  paths: readonly string[],
  known: FileTree,
): { files: Map<string, FileEntry>; findings: Finding[] } {
  const files = new Map<string, FileEntry>();
  const findings: Finding[] = [];
  let size = 0;
  for (const path of paths) {
    const entry = known.get(path) ?? readSourceFile(root, path, LIMITS.skillFile);
    if (entry === undefined) continue;
    if (isFinding(entry)) {
      findings.push(entry);
      continue;
    }
    files.set(path.slice(directory.length + 1), entry);
    size += entry.bytes.length;
    if (size <= LIMITS.skill) continue;
    const parameters = { path: directory, size: `${size} or more`, limit: String(LIMITS.skill) };
    const hint = 'keep what the skill does not need outside its directory';
    return { files, findings: [...findings, findingOf('file-too-large', { file: directory }, parameters, hint)] };
  }
  return { files, findings };
}
