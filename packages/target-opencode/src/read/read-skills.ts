import type { FileTree, Finding, ImportedSkill } from '@canonry/core';
import { collectSkills, textOf, type SkillWords } from '@canonry/core/reading';
import { readFrontMatter } from './front-matter.js';
import { textAt } from './js-object.js';

/** Everywhere below a directory, OpenCode takes each SKILL.md for a skill. */
const SKILL_FILE = /^(?:(?:\.config\/opencode|\.opencode)\/skills?|\.(?:claude|agents)\/skills)\/(?:.+\/)?SKILL\.md$/s;

/** The skills that OpenCode offers to every agent. */
export function readSkills(files: FileTree): { skills: readonly ImportedSkill[]; findings: readonly Finding[] } {
  const paths = [...files.keys()].filter((file) => SKILL_FILE.test(file)).toSorted(ownFirst);
  return collectSkills(files, paths, wordsOf);
}

/** Of two skills with one name, OpenCode's own directories come before those that other harnesses read too. */
function ownFirst(a: string, b: string): number {
  return Number(SHARED.test(a)) - Number(SHARED.test(b)) || (a < b ? -1 : 1);
}

const SHARED = /^\.(?:claude|agents)\//;

function wordsOf(bytes: Uint8Array, path: string): SkillWords {
  const text = textOf(bytes, path);
  const read = typeof text === 'string' ? readFrontMatter(text) : 'it is not UTF-8';
  if (typeof read === 'string') return { reason: read };
  const [name, description] = ['name', 'description'].map((key) => textAt(read.data, key));
  return { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
}
