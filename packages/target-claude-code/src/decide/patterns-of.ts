import type { FileTree } from '@canonry/core';
import { divideRules, parseRule } from './rule.js';
import { findSkills } from './skills.js';

/** What rules of the settings or of a skill are about, as patterns of ours: `Bash(make:*)` is about `make *`. A mode and a switch may be about command lines or agents, too. */
export function patternsOf(word: string, files: FileTree): readonly string[] {
  if (word === 'acceptEdits') return ['touch *', 'rm *'];
  if (word === 'disableBundledSkills') return ['general-purpose'];
  if (word === 'disableSkillShellExecution') return findSkills(files).flatMap(({ commands }) => commands);
  return [...new Set([word, ...divideRules(word)].flatMap(patternsOfRule))];
}

function patternsOfRule(word: string): readonly string[] {
  const rule = parseRule(word, '');
  const content = rule?.isWild === true ? '*' : rule?.content;
  if (rule === undefined || content === undefined) return isPlace(word) ? [`${word}/*`] : [];
  if (rule.tool === 'Bash') return [content.replace(/:\*$/, ' *')];
  if (rule.tool === 'WebFetch') return [`https://${content.replace(/^domain:/, '')}/`];
  if (rule.tool !== 'Read' && rule.tool !== 'Edit') return [content.replace(/:\*$/, ' *')];
  // Patterns as in .gitignore: a file, or everything in a directory of that name.
  const path = content.replace(/^\/(?!\/)|^\.\//, '').replace(/^\/\//, '/');
  return [path, `${path.replace(/\/$/, '')}/*`];
}

/** A directory that is added to the project. */
function isPlace(word: string): boolean {
  return /^(?:~|\/|\.\.(?:\/|$))/.test(word);
}
