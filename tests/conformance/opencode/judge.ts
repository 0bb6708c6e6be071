import { isStricter, type Action, type FileTree, type Question, type Target } from '@canonry/core';
import { callFor } from './calls.js';
import { directoriesIn } from './directories.js';
import type { Oracle } from './oracle.js';

/** What was asked, and what the model of the target and the real program said. */
export interface Judged {
  /** With what the disk looked like. */
  readonly question: Question;
  readonly modelled: Action;
  readonly real: Action;
  /** Of a line that OpenCode's grammar only guesses at, the model says the least that can happen. */
  readonly agrees: boolean;
}

/** Puts questions about one agent to the real program and to the target's model of it. */
export async function judge(
  oracle: Oracle,
  target: Target,
  files: FileTree,
  questions: readonly Question[],
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const role of ['main', 'subagent'] as const) {
    const asked = questions
      .filter((question) => question.role === role)
      .flatMap((question) => {
        const call = callFor(question);
        return call === undefined ? [] : [{ question, call, before: withDisk(question) }];
      });
    const [first] = asked;
    if (first === undefined) continue;
    const { project: directory, agent = '' } = first.question;
    const decisions = await oracle.decide(
      { directory, agent, role },
      asked.map(({ call }) => call),
    );
    for (const [index, { question, before }] of asked.entries()) {
      const real = decisions[index];
      if (real === undefined) continue;
      const now = judgeOne(target, files, withDisk(question), real);
      // What other calls have written may have made a path a directory only later.
      judged.push(now.agrees ? now : judgeOne(target, files, before, real));
    }
  }
  return judged;
}

function judgeOne(target: Target, files: FileTree, question: Question, real: Action): Judged {
  const { decision: modelled, owned } = target.decide(files, question);
  const isGuess = owned === 'owned-opencode-syntax' && !isStricter(modelled, real);
  return { question, modelled, real, agrees: modelled === real || isGuess };
}

function withDisk(question: Question): Question {
  return { ...question, directories: directoriesIn(question) };
}

/** One line that says where they differ. */
export function showMismatch({ question, modelled, real }: Judged, policy: unknown, canonical?: Action | null): string {
  const third = canonical === undefined ? '' : `, the definition says ${canonical}`;
  const { agent, role, tool, input } = question;
  return `${agent} (${role}) ${tool} ${JSON.stringify(input)}: really ${real}, modelled ${modelled}${third}\n  ${JSON.stringify(policy)}`;
}
