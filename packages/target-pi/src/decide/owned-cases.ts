import { decideLine, type Agent, type OwnedCase, type OwnedCode, type Question } from '@canonry/core';
import { splitCommandLine } from '@canonry/core/command-line';

/** Tools of agent.toml that Pi does not have; a package may bring one, and then the guard holds it. */
export const MISSING_TOOLS: readonly string[] = ['webfetch', 'websearch', 'question', 'task', 'todo'];

/** By its name alone, or one of those that Pi takes for skills wherever they lie. */
const SKILL_FILE = /(?:^|\/)SKILL\.md$|(?:^|\/)\.pi\/(?:agent\/)?skills\/[^/]+\.md$/;

interface Case extends OwnedCase {
  readonly isCase: (question: Question, isGuarded: boolean) => boolean;
}

/** The closed list, each with the test that says whether a question is such a case. */
const CASES: readonly Case[] = [
  {
    code: 'owned-pi-no-tool',
    summary: 'has no tool of its own for webfetch, websearch, question, task and todo: only a package can bring one',
    narrows: true,
    isCase: ({ tool }) => MISSING_TOOLS.includes(tool),
  },
  {
    code: 'owned-pi-skill',
    summary: 'loads a skill by reading its SKILL.md, so that both skill and read decide about it',
    narrows: true,
    isCase: ({ tool, input }) => tool === 'skill' || (tool === 'read' && SKILL_FILE.test(input)),
  },
  {
    code: 'owned-pi-unread-line',
    summary:
      'has nobody who reads a line of bash without the guard, so it does not ask about one that only a shell can read',
    isCase: ({ tool, input }, isGuarded) => tool === 'bash' && !isGuarded && isAskedAnyway(input),
  },
];

export const owned: readonly OwnedCase[] = CASES.map(({ code, summary, narrows }) =>
  narrows === undefined ? { code, summary } : { code, summary, narrows },
);

/** The case that a question is, whatever any file says. */
export function ownedCase(question: Question, isGuarded: boolean): OwnedCode | undefined {
  return CASES.find(({ isCase }) => isCase(question, isGuarded))?.code;
}

const MAY_DO_EVERYTHING: Agent = {
  name: 'anybody',
  description: '',
  mode: 'all',
  tags: [],
  skills: [],
  context: [],
  rules: [],
  prompt: '',
  file: '',
  permissions: ['bash', 'read', 'edit', 'external_directory'].map((tool) => ({ tool, intent: 'allow', rules: [] })),
};

/** True if a definition that allows everything still asks. */
function isAskedAnyway(line: string): boolean {
  return decideLine(MAY_DO_EVERYTHING, line, splitCommandLine).decision !== 'allow';
}
