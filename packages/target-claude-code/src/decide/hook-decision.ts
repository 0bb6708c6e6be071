import { strictest, type Action } from '@canonry/core';
import type { Call } from './calls-for.js';
import { answerOf, type HookContext } from './hook-answer.js';
import { matchesTool, type Hook } from './hook.js';
import { matchesCondition } from './hook-condition.js';
import type { Setup } from './setup.js';

/** What the hooks together say about a call: the strictest of those that say something. */
export function hookDecision(call: Call, { hooks, place }: Setup, context: HookContext): Action | undefined {
  const runs = (hook: Hook): boolean =>
    !hook.isAsync && matchesTool(hook.matcher, call.tool) && matchesCondition(hook.condition, call, place);
  const answers = hooks.filter(runs).flatMap(({ command }) => answerOf(command, call, context) ?? []);
  return answers.length === 0 ? undefined : strictest(answers);
}
