import type { FileTree, HarnessDecision, Question } from '@canonry/core';
import { callsFor, type Call } from './calls-for.js';
import { decideCall } from './decide-call.js';
import { guard } from '../guard/guard-answer.js';
import type { GuardProgram } from './guard-program.js';
import { laxest } from './laxest.js';
import { readSetups } from './setup.js';
import { skillsThatStartAgents } from './skills.js';

/** What Claude Code 2.1.329 does with these files, read from their text alone. Measured on the program itself: see docs/targets/claude-code.md. */
export function decide(files: FileTree, question: Question): HarnessDecision {
  return decideWith([guard], files, question);
}

/** The same for files that come with programs of ours. */
export function decideWith(guards: readonly GuardProgram[], files: FileTree, question: Question): HarnessDecision {
  if (question.tool === 'doom_loop') return { decision: 'allow', owned: 'owned-claude-code-repetition' };
  if (question.tool === 'list') return { decision: 'deny', owned: 'owned-claude-code-missing-tools' };
  // Without any files there is no agent of ours: what an agent may do then is what anybody may.
  // An agent that Claude Code has not found does nothing at all.
  const setups = readSetups(files, files.size === 0 ? withoutAgent(question) : question);
  // The agent may be any of them, and use any of these.
  return laxest(
    setups.flatMap((setup) =>
      callsIn(files, question).map((call) => decideCall(call, setup, { files, question, guards })),
    ),
  );
}

/** Who may not start an agent may still use a skill that does. */
function callsIn(files: FileTree, question: Question): readonly Call[] {
  const skills = question.tool === 'task' ? skillsThatStartAgents(files) : [];
  return [...callsFor(question), ...skills.map((input) => ({ tool: 'Skill', input }))];
}

function withoutAgent(question: Question): Question {
  const { role, tool, input, trusted, home, project, pathPrefix, scope } = question;
  return { role, tool, input, trusted, home, project, pathPrefix, scope };
}
