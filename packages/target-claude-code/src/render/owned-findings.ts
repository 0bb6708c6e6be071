import { decide, type Agent, type Decision, type Finding, type OwnedCode } from '@canonry/core';
import { owned } from '../decide/owned-cases.js';
import type { Levers } from './levers.js';
import { losses } from './losses.js';
import { actionsOf, hasBorders, holdsBack } from './policies.js';
import { mayUse } from './whole-tools.js';

interface Applies {
  /** The tool whose table the finding is shown at. */
  readonly tool: string;
  /** True if what Claude Code does by itself can differ from what the agent's definition says. */
  readonly to: (agent: Agent, levers: Levers) => boolean;
}

const APPLIES: ReadonlyMap<OwnedCode, Applies> = new Map<OwnedCode, Applies>([
  ['owned-claude-code-read-only-commands', { tool: 'bash', to: isHeldBack('bash') }],
  [
    'owned-claude-code-unseen-writes',
    {
      tool: 'bash',
      to: (agent, levers) =>
        mayUse(levers, 'bash') && ['edit', 'read', 'external_directory'].some((tool) => holdsBack(agent, tool)),
    },
  ],
  [
    'owned-claude-code-unread-commands',
    { tool: 'bash', to: (agent, levers) => isHeldBack('bash')(agent, levers) && isOpenSomewhere(agent, 'bash') },
  ],
  [
    'owned-claude-code-raw-text',
    { tool: 'bash', to: (agent, levers) => isHeldBack('bash')(agent, levers) && isOpenSomewhere(agent, 'bash') },
  ],
  ['owned-claude-code-wrappers', { tool: 'bash', to: isDivided('bash') }],
  [
    'owned-claude-code-letter-case',
    { tool: 'edit', to: (agent) => hasBorders(agent, 'edit') || hasBorders(agent, 'read') },
  ],
  ['owned-claude-code-project-files', { tool: 'read', to: isHeldBack('read') }],
  ['owned-claude-code-documentation', { tool: 'webfetch', to: isHeldBack('webfetch') }],
  [
    'owned-claude-code-skills-and-agents',
    { tool: 'task', to: (agent, levers) => isHeldBack('task')(agent, levers) || isHeldBack('skill')(agent, levers) },
  ],
  [
    'owned-claude-code-skill-texts',
    {
      tool: 'read',
      to: (agent, levers) =>
        mayUse(levers, 'skill') && ['read', 'external_directory'].some((tool) => holdsBack(agent, tool)),
    },
  ],
  ['owned-claude-code-repetition', { tool: 'doom_loop', to: (agent) => holdsBack(agent, 'doom_loop') }],
  ['owned-claude-code-protected-files', { tool: 'edit', to: isOpen('edit') }],
  ['owned-claude-code-removal', { tool: 'bash', to: isOpen('bash') }],
  ['owned-claude-code-entangled-lines', { tool: 'bash', to: isOpen('bash') }],
  ['owned-claude-code-named-files', { tool: 'bash', to: isOpen('bash') }],
  ['owned-claude-code-inner-commands', { tool: 'bash', to: isOpen('bash') }],
  [
    'owned-claude-code-questions',
    { tool: 'question', to: (agent, levers) => isSpecified(agent, 'question') && mayUse(levers, 'question') },
  ],
  ['owned-claude-code-names', { tool: 'task', to: (agent) => hasBorders(agent, 'task') || hasBorders(agent, 'skill') }],
  ['owned-claude-code-missing-tools', { tool: 'list', to: (agent) => isOpenSomewhere(agent, 'list') }],
]);

/** The cases that concern an agent, in the order of the list. */
export function ownedFindings(agent: Agent, levers: Levers): readonly Finding[] {
  return owned.flatMap((item) => {
    const applies = APPLIES.get(item.code);
    return applies?.to(agent, levers) === true ? [losses.owned(agent, applies.tool, item)] : [];
  });
}

function isHeldBack(tool: string): Applies['to'] {
  return (agent, levers) => mayUse(levers, tool) && holdsBack(agent, tool);
}

function isDivided(tool: string): Applies['to'] {
  return (agent, levers) => isHeldBack(tool)(agent, levers) && holdsAllow(agent, tool);
}

function holdsAllow({ permissions }: Agent, tool: string): boolean {
  return permissions.some((policy) => policy.tool === tool && actionsOf(policy).includes('allow'));
}

function isOpen(tool: string): Applies['to'] {
  return (agent, levers) => mayUse(levers, tool) && isOpenSomewhere(agent, tool);
}

function isSpecified(agent: Agent, tool: string): boolean {
  return decide(agent, tool, '').decision !== null;
}

function isOpenSomewhere(agent: Agent, tool: string): boolean {
  const policy = agent.permissions.find((one) => one.tool === tool);
  const actions: readonly Decision[] =
    policy === undefined
      ? [decide(agent, tool, '').decision]
      : [policy.intent, ...policy.rules.map(({ action }) => action)];
  return actions.some((action) => action === 'allow' || action === 'ask');
}
