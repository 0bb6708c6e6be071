import type { Agent, Enforcement, Finding, OwnedCode } from '@canonry/core';
import { MISSING_TOOLS, owned } from '../decide/owned-cases.js';
import { losses } from './losses.js';
import { offeredTools, policyFor } from './tools.js';

/** The tools at whose tables a case is shown: the first of them that the definition permits. */
const TOOLS: ReadonlyMap<OwnedCode, readonly string[]> = new Map([
  ['owned-pi-no-tool', MISSING_TOOLS],
  ['owned-pi-skill', ['skill']],
  ['owned-pi-unread-line', ['bash']],
]);

/** The cases that concern an agent, in the order of the list. */
export function ownedFindings(agent: Agent, enforcement: Enforcement): readonly Finding[] {
  return owned.flatMap((item) => {
    const tool = TOOLS.get(item.code)?.find((name) => permits(agent, name));
    if (tool === undefined || (tool === 'bash' && !runsUnread(agent, enforcement))) return [];
    return [losses.owned(agent, tool, item)];
  });
}

function permits(agent: Agent, tool: string): boolean {
  const policy = policyFor(agent, tool);
  const actions = policy === undefined ? [] : [policy.intent, ...policy.rules.map(({ action }) => action)];
  return actions.some((action) => action !== 'deny');
}

function runsUnread(agent: Agent, enforcement: Enforcement): boolean {
  return enforcement === 'declarative' && offeredTools(agent, enforcement).has('bash');
}
