import { strictest, type Action, type HarnessDecision } from '@canonry/core';
import type { Call } from './calls-for.js';
import { answerOf, mayPermit, type HookContext } from './hook-answer.js';
import { matchesTool, type Hook } from './hook.js';
import { matchesCondition } from './hook-condition.js';
import type { Setup } from './setup.js';

/** What the hooks together say about a call: the strictest of those that say something. */
export function hookDecision(call: Call, { hooks, place }: Setup, context: HookContext): Action | undefined {
  const answers = hooks
    .filter((hook) => runs(hook, call, place))
    .flatMap(({ command }) => answerOf(command, call, context) ?? []);
  return answers.length === 0 ? undefined : strictest(answers);
}

/** True if a hook may say yes where a person would be asked. What is put to the person as a question stays theirs. */
export function isAnswered(
  { decision, owned }: HarnessDecision,
  call: Call,
  { answerers, place }: Pick<Setup, 'answerers' | 'place'>,
): boolean {
  if (decision !== 'ask' || owned === 'owned-claude-code-questions') return false;
  return answerers.some((hook) => runs(hook, call, place) && mayPermit(hook.command));
}

function runs({ isAsync, matcher, condition }: Hook, call: Call, place: Setup['place']): boolean {
  return !isAsync && matchesTool(matcher, call.tool) && matchesCondition(condition, call, place);
}
