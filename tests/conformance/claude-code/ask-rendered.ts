import type { FileTree, Question } from '@canonry/core';
import type { Oracle } from './ask-program.js';
import { callIn, callOf } from './calls.js';
import { markerOf, type Asked } from './measured-cases.js';
import { callId, type Thread } from './messages-server.js';
import { runSession, type Answer } from './run-session.js';

/** Where the model is asked. The program stands elsewhere, but to its home and its root as this does. */
export const PLACE = { project: '/sandbox/project', home: '/sandbox/home', pathPrefix: '' } as const;

/** What canonry has rendered for agents whose prompts are their markers, and how the program is started on it. */
export interface RenderedCase {
  readonly files: FileTree;
  readonly trusted: boolean;
  readonly scope: Question['scope'];
  readonly startIn?: string;
  readonly isSlow?: boolean;
  readonly isOrdinary?: boolean;
}

interface Who {
  readonly agent: string;
  readonly role: Question['role'];
}

/** The program's answers to an agent, which another agent starts, or with which a person talks. */
export async function askRendered(
  oracle: Oracle,
  item: RenderedCase,
  who: Who,
  asked: readonly Asked[],
): Promise<readonly Answer[]> {
  const { answers } = await talkWithRendered(oracle, item, who, asked);
  return answers;
}

/** The same, with all that the agents were told. */
export async function talkWithRendered(
  { program, sandbox }: Oracle,
  { files, trusted, scope, startIn, isSlow, isOrdinary }: RenderedCase,
  { agent, role }: Who,
  asked: readonly Asked[],
): Promise<{ readonly answers: readonly Answer[]; readonly told: string }> {
  const thread: Thread = { id: 'asked', marker: markerOf(agent), calls: asked.map((one) => callIn(PLACE, one)) };
  const main: Thread = { id: 'main', calls: role === 'main' ? [] : [callOf(['Agent', agent])] };
  const report = await runSession({
    program,
    sandbox,
    files: new Map([...files].map(([path, { bytes }]) => [inScope(path, scope), new TextDecoder().decode(bytes)])),
    trusted,
    startIn,
    isSlow,
    isOrdinary,
    arguments: role === 'main' ? ['--agent', agent] : [],
    threads: [thread, main],
    approved: new Set([callId(main, 0)]),
  });
  const answers = asked.map(
    (_, at): Answer => report.answers.get(callId(thread, at)) ?? { decision: 'unclear', text: 'no answer' },
  );
  return { answers, told: report.told };
}

function inScope(path: string, scope: Question['scope']): string {
  return scope === 'user' ? `~/${path}` : path;
}
