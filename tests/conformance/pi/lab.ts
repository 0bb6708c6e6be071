import type { Action, FileTree } from '@canonry/core';
import { report } from '../shared/totals.js';
import { installPi, NEWEST } from './binary.js';
import { startModel, type Call, type Model, type Turn } from './model.js';
import { decideCall } from './oracle.js';
import { runOnce, startSession, type Session } from './session.js';
import { makeWorkplace, type Workplace } from './workplace.js';

/** Sessions and workplaces of one test file, all of which are gone when it is over. */
export interface Lab {
  readonly model: Model;
  readonly place: (files: FileTree, homeFiles?: FileTree) => Workplace;
  readonly session: (place: Workplace, args?: readonly string[]) => Session;
  /** One prompt without anybody who could be asked. */
  readonly once: (place: Workplace, steps: readonly (readonly Call[])[], args?: readonly string[]) => Promise<Once>;
  /** What is decided about each of the calls. */
  readonly decide: (session: Session, calls: readonly Call[]) => Promise<readonly Action[]>;
  readonly close: () => void;
}

interface Once {
  readonly turn: Turn;
  readonly exitCode: number | null;
  readonly said: string;
}

export const APPROVE = ['--approve'];

export async function openLab(): Promise<Lab> {
  const model = await startModel();
  const program = installPi(NEWEST);
  const open: (() => void)[] = [];
  return {
    model,
    place: (files, homeFiles) => {
      const place = makeWorkplace(model, files, homeFiles);
      open.push(place.remove);
      return place;
    },
    session: (place, args = APPROVE) => {
      const session = startSession({ program, model, ...place, args });
      open.unshift(session.stop);
      return session;
    },
    once: async (place, steps, args = APPROVE) => {
      const turn = model.turn(steps);
      return { turn, ...(await runOnce({ program, model, ...place, args }, turn)) };
    },
    decide: async (session, calls) => {
      const decisions: Action[] = [];
      for (const call of calls) decisions.push(await decideCall(session, call));
      report({ policies: 1, decisions: decisions.length, mismatches: 0 });
      return decisions;
    },
    close: () => {
      for (const close of open) close();
      model.close();
    },
  };
}

export const bash = (command: string): Call => ({ tool: 'bash', input: { command } });
export const read = (path: string): Call => ({ tool: 'read', input: { path } });
export const write = (path: string): Call => ({ tool: 'write', input: { path, content: 'written by a test\n' } });
