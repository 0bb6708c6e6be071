import type { FileTree, HarnessDecision, Question } from '@canonry/core';
import { callsFor } from './calls-for.js';
import { decideCall, type CallContext } from './decide-call.js';
import { guard } from '../guard/guard-answer.js';
import type { GuardProgram } from './guard-program.js';
import { laxest } from './laxest.js';
import { readSetups, type Setup } from './setup.js';
import { OWN_SKILLS, skillsThatRun, skillsThatStartAgents } from './skills.js';

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
    setups.flatMap((setup) => {
      const context = { files, question, guards };
      const direct = callsFor(question).map((call) => decideCall(call, setup, context));
      return [...direct, ...throughSkills(setup, context)];
    }),
  );
}

/** Who may not do something may still use a skill that does it. No case excuses that. */
function throughSkills(setup: Setup, context: CallContext): readonly HarnessDecision[] {
  const { files, question } = context;
  const names = skillsFor(question, setup, files);
  const isTold = (name: string): boolean => question.role === 'subagent' && setup.agent?.skills.includes(name) === true;
  return names.map((name): HarnessDecision => {
    if (question.tool === 'bash' && isTold(name)) return { decision: 'allow' };
    const { decision } = decideCall({ tool: 'Skill', input: name }, setup, context);
    return { decision };
  });
}

function skillsFor({ tool, input }: Question, { settings }: Setup, files: FileTree): readonly string[] {
  if (tool === 'bash') return settings.runsSkillCommands ? skillsThatRun(input, files) : [];
  if (tool !== 'task') return [];
  const own = settings.hasOwnSkills && input === 'general-purpose' ? OWN_SKILLS : [];
  return [...skillsThatStartAgents(files), ...own];
}

function withoutAgent(question: Question): Question {
  const { role, tool, input, trusted, home, project, pathPrefix, scope } = question;
  return { role, tool, input, trusted, home, project, pathPrefix, scope };
}
