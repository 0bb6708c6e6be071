import type { Action, FileTree, HarnessDecision, OwnedCode, Question } from '@canonry/core';
import { findAgents } from './agent-file.js';
import { bareSkill } from './bare-name.js';
import type { Call } from './calls-for.js';
import type { GuardProgram } from './guard-program.js';
import { hookDecision, isAnswered } from './hook-decision.js';
import { judgeBash } from './judge-bash.js';
import { judgeAgent, judgeFetch, judgeSkill, judgeTool } from './judge-other.js';
import { judgeEdit, judgeRead, judgeSearch } from './judge-path.js';
import { laxest } from './laxest.js';
import type { Setup } from './setup.js';
import { hasTool } from './tools-of.js';
import { withSkills } from './with-skills.js';
import type { Verdict } from './verdict.js';

export interface CallContext {
  readonly files: FileTree;
  readonly question: Question;
  readonly guards: readonly GuardProgram[];
}

/** What happens when an agent makes a call, by what it may have used before: the laxest counts. */
export function decideCall(call: Call, setup: Setup, context: CallContext): HarnessDecision {
  const setups = withSkills(setup, context, (skill) => decideNow({ tool: 'Skill', input: skill }, setup, context));
  return laxest(setups.map((one) => decideNow(call, one, context)));
}

function decideNow(call: Call, setup: Setup, context: CallContext): HarnessDecision {
  const { agent, settings, place } = setup;
  const { role } = context.question;
  if (!hasTool(call.tool, agent, role, settings.deny))
    return answer('deny', role === 'subagent' ? OWNED_ABSENCE.get(call.tool) : undefined);
  if (role === 'main' && call.tool === 'Agent' && agent?.startable?.includes(call.input) === false)
    return { decision: 'deny' };
  const hook = hookDecision(call, setup, context);
  const isNamedOtherwise = hook !== undefined && hook !== 'allow' && maybeAnotherName(call, context.files);
  if (hook === 'deny') return answer('deny', isNamedOtherwise ? 'owned-claude-code-names' : undefined);
  const found = combined(judgeCase(call, context.files, { settings, place }), hook, settings);
  const decided = isAnswered(found, call, setup) ? ALLOWED : found;
  return isNamedOtherwise ? { owned: 'owned-claude-code-names', ...decided } : decided;
}

/** The name may stand for an agent or a skill that is called otherwise; then a guard decides about both. */
function maybeAnotherName({ tool, input }: Call, files: FileTree): boolean {
  return (
    // A guard knows the agents that it came with; others may be called by other spellings of what a rule is about.
    (tool === 'Agent' && !findAgents(files, input).some(({ hooks }) => hooks.length > 0)) ||
    (tool === 'Skill' && bareSkill(input) !== input)
  );
}

/** Names the case in which only the case of letters makes a rule about paths match. */
function judgeCase(call: Call, files: FileTree, { settings, place }: Pick<Setup, 'settings' | 'place'>): Verdict {
  const verdict = judge(call, files, { settings, place });
  const isAboutPaths = [settings.allow, settings.ask, settings.deny].some((rules) =>
    rules.some(({ tool, content }) => (tool === 'Edit' || tool === 'Read') && content !== undefined),
  );
  if (!isAboutPaths) return verdict;
  const exact = judge(call, files, { settings, place: { ...place, caseMatters: true } });
  return exact.kind === verdict.kind ? verdict : { ...verdict, owned: 'owned-claude-code-letter-case' };
}

/** Tools that subagents never have. */
const OWNED_ABSENCE: ReadonlyMap<string, OwnedCode> = new Map([['AskUserQuestion', 'owned-claude-code-questions']]);

function judge(
  { tool, input }: Call,
  files: FileTree,
  { settings, place }: Pick<Setup, 'settings' | 'place'>,
): Verdict {
  switch (tool) {
    case 'Bash':
      return judgeBash(input, settings, place);
    case 'Read':
      return judgeRead(input, settings, place);
    case 'Edit':
    case 'Write':
    case 'NotebookEdit':
      return judgeEdit(tool, input, settings, place);
    case 'Glob':
    case 'Grep':
      return judgeSearch(tool, settings, place);
    case 'WebFetch':
      return judgeFetch(input, settings);
    case 'Skill':
      return judgeSkill(input, settings, files);
    case 'Agent':
      return judgeAgent(input, settings, files);
    case 'AskUserQuestion':
      return { kind: 'kept', reads: true, owned: 'owned-claude-code-questions' };
    default:
      return judgeTool(tool, settings);
  }
}

/** Deny before ask before allow, of rules and hooks alike; but a hook cannot allow what a rule asks about. */
function combined(
  { kind, reads, owned }: Verdict,
  hook: Action | undefined,
  { mode, asksNobody }: Setup['settings'],
): HarnessDecision {
  const unasked: Action = asksNobody ? 'deny' : 'ask';
  if (kind === 'denied') return answer('deny', owned);
  if (kind === 'asked') return answer(unasked, owned);
  const isBypassed = mode === 'bypassPermissions' && hook !== 'ask';
  if (kind === 'kept') return isBypassed && owned === PROTECTED ? ALLOWED : answer(unasked, owned);
  if (hook === 'ask') return { decision: 'ask' };
  if (kind === 'open' && isBypassed) return ALLOWED;
  if (hook === 'allow') return { decision: mode === 'plan' && !reads ? 'ask' : 'allow' };
  return answer(kind === 'allowed' ? 'allow' : unasked, owned);
}

const ALLOWED: HarnessDecision = { decision: 'allow' };
const PROTECTED: OwnedCode = 'owned-claude-code-protected-files';

function answer(decision: Action, owned: OwnedCode | undefined): HarnessDecision {
  return owned === undefined ? { decision } : { decision, owned };
}
