import { callOf } from './calls.js';
import { filesOf, markerOf, type Asked, type MeasuredCase } from './measured-cases.js';
import { callId, type Thread } from './messages-server.js';
import { runSession, type Answer } from './run-session.js';

export interface Oracle {
  readonly program: string;
  readonly sandbox: string;
}

/** Starts the program once and asks it everything about the agents of a case. By agent, in the order of the questions. */
export async function askProgram(
  { program, sandbox }: Oracle,
  item: MeasuredCase,
  asked: ReadonlyMap<string, readonly Asked[]>,
): Promise<ReadonlyMap<string, readonly Answer[]>> {
  const names = [...asked.keys()];
  const subagents = names.filter((name) => name !== 'main' && name !== item.main);
  const starts = subagents.map((name) => callOf(['Agent', name]));
  const threads = Object.keys(item.agents).map((name): Thread => ({
    id: idOf(name),
    marker: markerOf(name),
    calls: (asked.get(name) ?? []).map(callOf),
  }));
  const main: Thread = { id: 'main', calls: [...starts, ...(asked.get('main') ?? []).map(callOf)] };
  const report = await runSession({
    program,
    sandbox,
    files: filesOf(item),
    trusted: item.trusted,
    arguments: item.main === undefined ? [] : ['--agent', item.main],
    threads: [...threads, main],
    approved: new Set(starts.map((_, at) => callId(main, at))),
  });
  const answersOf = (thread: Thread, from: number): readonly Answer[] =>
    thread.calls.slice(from).map((_, at) => {
      const answer = report.answers.get(callId(thread, from + at));
      if (answer === undefined) throw new Error('a call without an answer');
      return answer;
    });
  return new Map([
    ...Object.keys(item.agents).map((name, at) => [name, answersOf(threads[at] ?? main, 0)] as const),
    ['main', answersOf(main, starts.length)],
  ]);
}

function idOf(name: string): string {
  return `agent${name.replaceAll('-', '')}`;
}
