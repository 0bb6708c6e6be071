import type { Action } from '@canonry/core';
import {
  answer,
  loadPolicies,
  GUARD_LIBRARY,
  type Ask,
  type GuardAnswer,
  type LoadedPolicies,
} from '@canonry/core/guard';
import type { GuardedCall, GuardProgram } from '../decide/guard-program.js';
import { pathBelow, resolvePath } from '../decide/paths.js';
import { asksOf } from './asks-of.js';
import { FIRST_LINE } from './program-text.js';

/** The program as the model knows it: the same library answers, in a place where no path is a link. */
export const guard: GuardProgram = {
  firstLine: FIRST_LINE,
  library: { name: 'canonry-guard.mjs', text: GUARD_LIBRARY },
  answer: answerTo,
};

function answerTo(policy: string | undefined, call: GuardedCall): Action | undefined {
  const { tool, input, agent, project, home } = call;
  if (agent === undefined) return undefined;
  const policies = loadedFrom(policy);
  const own = policies.kind === 'policies' ? policies.agents.find(({ name }) => name === agent) : undefined;
  if (policies.kind === 'policies' && own === undefined) return undefined;
  if (own !== undefined && call.startsAgent) return 'deny';
  const place = { project, home, files: { realpath: (path: string) => path, readlink: fail } };
  const say = (asks: readonly Ask[]): GuardAnswer => answer(policies, { agent, asks, canAsk: true, place });
  const asks = asksOf({ tool, input }, policies.kind === 'policies' ? policies.agents : [], own);
  const said = say(asks);
  const leaving = asks.filter(({ tool: ours, subject }) => LEAVING.has(ours) && isOutside(subject, call));
  if (leaving.length === 0 || said.decision === 'ask' || said.decision === 'deny') return worded(said);
  // What no policy speaks of is left to Claude Code: here, leaving the project, and below, the tool itself.
  if (own?.permissions.some((one) => one.tool === 'external_directory') !== true) return undefined;
  if (said.decision === 'allow') return 'allow';
  const left = say(leaving.map(({ subject }) => ({ tool: 'external_directory', subject })));
  return left.decision === 'allow' && tool !== 'Read' ? undefined : worded(left);
}

/** The last one is kept: one file is asked about thousands of times. */
let last: { readonly text: string | undefined; readonly policies: LoadedPolicies } | undefined;

function loadedFrom(text: string | undefined): LoadedPolicies {
  if (last?.text !== text || last === undefined)
    last = { text, policies: loadPolicies(() => text ?? fail('there is no such file')) };
  return last.policies;
}

const LEAVING: ReadonlySet<string> = new Set(['read', 'edit', 'external_directory']);

function worded({ decision }: GuardAnswer): Action | undefined {
  return decision === 'unspecified' ? undefined : decision;
}

function isOutside(path: string, { project, home }: GuardedCall): boolean {
  return pathBelow(project, resolvePath(path, project, home)) === undefined;
}

function fail(why: string): never {
  throw new Error(why);
}
