import type { Agent } from '../agent.js';
import { together, type DecidedPart } from '../policy/decide-line.js';
import { quote } from '../text/quote.js';
import { composedForm, type Asked } from './composed-form.js';
import { decideAsk } from './decide-ask.js';
import { explainAnswer, explainUnspecified } from './explain-answer.js';
import { namingsOf } from './names-of-path.js';
import type { GuardedAgent, GuardPolicies, LoadedPolicies } from './policies.js';
import { readAsk } from './read-ask.js';
import type { GuardAnswer, GuardRequest } from './request.js';
import { whyNotARequest } from './why-not-a-request.js';

/** What a guard answers to one call of a tool. Never throws: what goes wrong is denied. */
export function answer(policies: LoadedPolicies, request: GuardRequest): GuardAnswer {
  try {
    if (policies.kind === 'broken') return denied(`canonry's policies cannot be used: ${policies.reason}.`);
    return answerTo(policies, request);
  } catch (error) {
    return denied(`canonry's guard failed: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function answerTo({ agents, unattended }: GuardPolicies, request: GuardRequest): GuardAnswer {
  const problem = whyNotARequest(request);
  if (problem !== undefined)
    return denied(`canonry's guard was asked in a way that it does not understand: ${problem}.`);
  const { agent: name, asks, place, canAsk } = request;
  if (name === null) return { decision: 'unspecified', reason: 'No agent of canonry is at work here.' };
  const guarded = agents.find((agent) => agent.name === name);
  if (guarded === undefined) return denied(`canonry's policies know no agent ${quote(name)}.`);

  const asked = { agent: agentOf(guarded), asks: asks.map(readAsk), namings: namingsOf(place) };
  const forms = [asked, composedForm(asked)].filter((form) => form !== undefined);
  const parts = forms.flatMap(decideAll);
  const tool = asks[0]?.tool ?? '*';
  const { decision } = together(tool, parts);
  if (decision === null) return { decision: 'unspecified', reason: explainUnspecified(name, tool) };
  const deciding = parts.find((part) => part.decision === decision);
  const silence = unattended ? 'it works unattended' : canAsk ? undefined : 'nobody can be asked here';
  const reason = explainAnswer(guarded, { decision, deciding, silence });
  return { decision: decision === 'ask' && silence !== undefined ? 'deny' : decision, reason };
}

function decideAll({ agent, asks, namings }: Asked): readonly DecidedPart[] {
  return namings.flatMap((naming) => asks.flatMap((ask) => decideAsk(agent, ask, naming)));
}

/** What policies do not need of an agent is left empty. */
function agentOf({ name, permissions }: GuardedAgent): Agent {
  const nothing = { description: '', tags: [], skills: [], context: [], rules: [], prompt: '', file: '' };
  return { ...nothing, name, mode: 'all', permissions };
}

function denied(reason: string): GuardAnswer {
  return { decision: 'deny', reason };
}
