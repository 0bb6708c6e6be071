import type { FileTree, Finding, ImportedSkill } from '@canonry/core';
import { collectSkills, textOf, type SkillWords } from '@canonry/core/reading';
import { readFrontMatter } from '../decide/front-matter.js';
import { isText } from '../decide/plain-value.js';

/** Each directory of `.claude/skills` with a SKILL.md is a skill. Without a name it is called like its directory, but only there. */
const SKILL_FILE = /^\.claude\/skills\/[^/]+\/SKILL\.md$/;

export function readSkills(files: FileTree): {
  readonly skills: readonly ImportedSkill[];
  readonly findings: readonly Finding[];
} {
  return collectSkills(files, [...files.keys()].filter((path) => SKILL_FILE.test(path)).toSorted(), wordsOf);
}

function wordsOf(bytes: Uint8Array, path: string): SkillWords {
  const text = textOf(bytes, path);
  const front = typeof text === 'string' ? readFrontMatter(text) : undefined;
  if (front === undefined) return { reason: 'its front matter cannot be read' };
  const { name, description } = front;
  return { ...(isText(name) ? { name } : {}), ...(isText(description) ? { description } : {}) };
}
