import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACTIONS, type Action, type FileTree, type Question } from '@canonry/core';
import { ORDINARY_PLACE, type QuestionPlace } from '@canonry/core/testing';
import type { Oracle } from './ask-program.js';
import { callIn, callOf } from './calls.js';
import { callsOfQuestion } from './calls-of-question.js';
import { markerOf } from './measured-cases.js';
import { callId, type Thread } from './messages-server.js';
import { runSession, type SessionReport } from './run-session.js';

/** Where the model of the target is asked: it lies as the place of a session lies, which is only known when that begins. */
export const PLACE: QuestionPlace = {
  ...ORDINARY_PLACE,
  project: join(tmpdir(), 'canonry-claude-code-0/s-0/project'),
  home: join(tmpdir(), 'canonry-claude-code-0/s-0/home'),
};

/** What of its prompt tells the pretended model which agent it is. */
type Marked = (name: string) => string;

export interface AskedQuestion {
  readonly question: Question;
  readonly real: Action | 'unclear';
  readonly text: string;
}

/** Asks the program about agents whose files are in the tree and whose prompts hold their markers: subagents together, the others alone. */
export async function askAgents(
  oracle: Oracle,
  files: FileTree,
  questions: readonly Question[],
  marked: Marked = markerOf,
): Promise<readonly AskedQuestion[]> {
  const placed = questions[0]?.scope === 'user' ? belowHome(files) : files;
  const answered: AskedQuestion[] = [];
  const mains = [...new Set(questions.filter(({ role }) => role === 'main').map(({ agent = '' }) => agent))];
  const subagents = questions.filter(({ role }) => role === 'subagent');
  if (subagents.length > 0) answered.push(...(await askSubagents(oracle, placed, subagents, marked)));
  for (const name of mains) {
    const mine = questions.filter(({ role, agent }) => role === 'main' && agent === name);
    const thread = threadOf(name, mine, marked);
    const report = await start(oracle, placed, [thread], ['--agent', name], new Set());
    answered.push(...answersOf(report, thread, mine));
  }
  return answered;
}

function belowHome(files: FileTree): FileTree {
  return new Map([...files].map(([path, entry]) => [`~/${path}`, entry]));
}

async function askSubagents(
  oracle: Oracle,
  files: FileTree,
  questions: readonly Question[],
  marked: Marked,
): Promise<readonly AskedQuestion[]> {
  const names = [...new Set(questions.map(({ agent = '' }) => agent))];
  const of = (name: string): readonly Question[] => questions.filter(({ agent }) => agent === name);
  const threads = names.map((name) => threadOf(name, of(name), marked));
  const main: Thread = { id: 'main', calls: names.map((name) => callOf(['Agent', name])) };
  const approved = new Set(names.map((_, at) => callId(main, at)));
  const report = await start(oracle, files, [...threads, main], [], approved);
  return names.flatMap((name, at) => answersOf(report, threads[at] ?? main, of(name)));
}

function start(
  { program, sandbox }: Oracle,
  files: FileTree,
  threads: readonly Thread[],
  extra: readonly string[],
  approved: ReadonlySet<string>,
): Promise<SessionReport> {
  const texts = new Map([...files].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)]));
  return runSession({ program, sandbox, files: texts, trusted: true, arguments: extra, threads, approved });
}

function threadOf(name: string, questions: readonly Question[], marked: Marked): Thread {
  const calls = questions.flatMap(callsOfQuestion).map((asked) => callIn(PLACE, asked));
  return { id: `agent${name.replaceAll('-', '')}`, marker: marked(name), calls };
}

function answersOf(report: SessionReport, thread: Thread, questions: readonly Question[]): readonly AskedQuestion[] {
  let at = 0;
  return questions.map((question) => {
    const answers = callsOfQuestion(question).map((_, index) => report.answers.get(callId(thread, at + index)));
    at += answers.length;
    const list = answers.map((answer) =>
      // What is never answered has not been let through: the agent was not started.
      answer === undefined || answer.text === 'the call was not answered' ? 'deny' : answer.decision,
    );
    const decisions = new Set(list);
    const real = decisions.has('unclear') ? 'unclear' : ACTIONS.find((action) => decisions.has(action));
    return { question, real: real ?? 'unclear', text: answers.map((answer) => answer?.text.slice(0, 150)).join(' | ') };
  });
}
