import { findingOf, type Finding, type Roster } from '@canonry/core';
import { MARK } from './agent-file.js';
import { TARGET } from './losses.js';

/** Texts of the system prompt that hold what only canonry may put there: the guard would take the agent for another one. */
export function checkMarks({ agents, rules, context, skills }: Roster): readonly Finding[] {
  const texts = [
    ...agents.map(({ file, prompt }) => ({ file: file.replace(/[^/]*$/, 'system-prompt.md'), text: prompt })),
    ...agents.map(({ file, description }) => ({ file, text: description })),
    ...rules,
    ...context,
    ...skills.map(({ name, description }) => ({ file: `skills/${name}/SKILL.md`, text: description })),
  ];
  return texts
    .filter(({ text }) => text.includes(MARK.trim()))
    .map(({ file }) => findingOf('guard-mark', { file, target: TARGET }, { target: TARGET, mark: MARK.trim() }));
}
