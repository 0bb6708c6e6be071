import type { FileTree, Question } from '@canonry/core';
import { callsOfQuestion } from './calls-of-question.js';

/** The skills and the agents that are asked for: what is not there is refused, whatever is permitted. */
export function namedFiles(questions: readonly Question[]): FileTree {
  const files = questions.flatMap((one) => {
    const path = PATHS[one.tool]?.(one.input);
    if (path === undefined || callsOfQuestion(one).length === 0) return [];
    const text = `---\nname: ${one.input}\ndescription: somebody\n---\nGo on.\n`;
    return [[path, { bytes: new TextEncoder().encode(text), executable: false }] as const];
  });
  return new Map(files);
}

const PATHS: Readonly<Record<string, (name: string) => string>> = {
  skill: (name) => `.claude/skills/${name}/SKILL.md`,
  task: (name) => `.claude/agents/${name}.md`,
};
