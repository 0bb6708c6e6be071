import { comparePolicies, TOOLS_WITH_SUBJECT, type Action, type Agent, type Finding, type Policy } from '@canonry/core';
import { losses, unenforcedFindings, unenforcedTurns, unguardedFinding } from './losses.js';
import { offeredTools, PI_TOOLS, policyFor } from './tools.js';

/** What an agent loses where no guard is: Pi offers a tool or does not, and asks nobody. */
export function unheldFindings(agent: Agent): readonly Finding[] {
  const offered = offeredTools(agent, 'declarative');
  const unheld = [
    ...PI_TOOLS.flatMap(({ tool }) => (offered.has(tool) ? heldBack(agent, tool) : [])),
    ...redirectFindings(agent, offered),
    ...heldBack(agent, 'external_directory'),
    ...(offered.has('read') || offered.has('bash') ? heldBack(agent, 'skill') : []),
    ...heldBack(agent, 'doom_loop'),
    ...agent.permissions.flatMap(({ tool }) => (tool === '*' || tool.startsWith('mcp__') ? heldBack(agent, tool) : [])),
    ...(agent.maxTurns === undefined ? [] : [unenforcedTurns(agent, agent.maxTurns)]),
  ];
  const hidden = PI_TOOLS.flatMap(({ tool }) => (offered.has(tool) ? [] : hiddenFindings(agent, tool)));
  return [...unheld, ...hidden, ...(unheld.length === 0 ? [] : [unguardedFinding(agent, unheld)])];
}

/** Every decision but allow: with the tool at hand, nothing stands in its way. */
function heldBack(agent: Agent, tool: string, how?: string): readonly Finding[] {
  const policy = policyOf(agent, tool);
  if (policy === undefined) return [];
  const differences = comparePolicies(tool, policy, constant(tool, 'allow')).filter(({ kind }) => kind !== 'narrowed');
  const hasSubject = TOOLS_WITH_SUBJECT.some((known) => known === tool);
  const shown = hasSubject ? differences : differences.map((difference) => ({ ...difference, witness: null }));
  return unenforcedFindings(agent, tool, shown, how);
}

/** The shell opens files by itself. */
function redirectFindings(agent: Agent, offered: ReadonlySet<string>): readonly Finding[] {
  if (!offered.has('bash')) return [];
  return ['read', 'edit'].flatMap((tool) =>
    offered.has(tool) ? [] : heldBack(agent, tool, 'allow to a redirect of bash'),
  );
}

function hiddenFindings(agent: Agent, tool: string): readonly Finding[] {
  const policy = policyOf(agent, tool);
  if (policy === undefined) return [];
  const differences = comparePolicies(tool, policy, constant(tool, 'deny'));
  return losses.narrowed(agent, tool, differences, 'Pi offers a tool whole or not at all, and the intent is deny');
}

/** What `*` never stands for has only a policy of its own. */
function policyOf(agent: Agent, tool: string): Policy | undefined {
  const isCovered = tool !== 'external_directory' && tool !== 'doom_loop';
  return isCovered ? policyFor(agent, tool) : agent.permissions.find((policy) => policy.tool === tool);
}

function constant(tool: string, intent: Action): Policy {
  return { tool, intent, rules: [] };
}
