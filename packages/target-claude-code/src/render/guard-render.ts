import {
  placeOfAgent,
  type Agent,
  type FileOutput,
  type Finding,
  type OwnedCode,
  type Rendered,
  type RenderInput,
} from '@canonry/core';
import { agentHooks, guardFiles, guardSettings } from '../guard/guard-files.js';
import { agentFile } from './agent-file.js';
import { checkName } from './agent-names.js';
import { AGENTS } from './directories.js';
import { droppedFindings } from './dropped-findings.js';
import { guardLevers } from './guard-levers.js';
import { guardLosses } from './guard-losses.js';
import { modelFor, type ChosenModel } from './models.js';
import { ownedFindings } from './owned-findings.js';
import { hasBorders } from './policies.js';
import { resourceLosses } from './resource-losses.js';
import { settingsFile, sharedFindings } from './settings-file.js';
import { IN_A_WORKTREE, mayRunMore, SKILL_COMMANDS, type SharedHolds } from './shared-holds.js';
import { NO_RULES } from './shared-rules.js';
import { textFindings } from './text-findings.js';
import { renderTexts } from './shared-texts.js';

/** The agents with a hook each that holds their policies. No rules: whatever a rule says, it says to all of them. */
export function renderGuarded(input: RenderInput): Rendered {
  const { roster, scope } = input;
  const agents = roster.agents.map((agent) => renderAgent(agent, input));
  const holds = guardHolds(roster.agents);
  // By name, so that nothing depends on how they came.
  const byName = roster.agents.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    outputs: [
      ...agents.map(({ output }) => output),
      ...guardFiles(roster.agents, input.unattended === true),
      guardSettings(scope, settingsFile(NO_RULES, holds)),
      ...renderTexts(roster),
    ],
    findings: [
      ...sharedFindings(NO_RULES, holds, byName),
      ...agents.flatMap(({ findings }) => findings),
      ...textFindings(roster, holds),
    ],
  };
}

/** What a guard does not see: the person's own conversation starting an agent in a worktree, and the commands of skills. */
function guardHolds(agents: readonly Agent[]): SharedHolds {
  const held = agents.map((agent) => ({ agent, levers: guardLevers(agent) }));
  const rulesAboutPaths = agents.some((agent) => ['read', 'edit'].some((tool) => hasBorders(agent, tool)));
  return {
    deny: rulesAboutPaths ? [IN_A_WORKTREE] : [],
    switches: mayRunMore(held) ? [SKILL_COMMANDS] : [],
  };
}

function renderAgent(
  agent: Agent,
  { roster, models, scope }: RenderInput,
): { readonly output: FileOutput; readonly findings: readonly Finding[] } {
  const levers = guardLevers(agent);
  const wanted = models.get(agent.name);
  const { model, findings }: ChosenModel = wanted === undefined ? { findings: [] } : modelFor(agent, wanted);
  const hooks = agentHooks(scope, agent);
  const text = agentFile(agent, { levers, hooks, ...(model === undefined ? {} : { model }) });
  const output: FileOutput = {
    kind: 'file',
    path: `${AGENTS}${agent.name}.md`,
    source: placeOfAgent(agent, text.slice(0, text.length - agent.prompt.length)),
    bytes: new TextEncoder().encode(text),
    executable: false,
  };
  const owned = ownedFindings(agent, levers).filter(({ code }) => !HELD.has(code));
  return {
    output,
    findings: [
      ...checkName(agent),
      ...findings,
      ...owned,
      ...guardLosses(agent, levers),
      ...resourceLosses(agent, levers),
      ...droppedFindings(agent, roster),
    ],
  };
}

/** What Claude Code decides by itself only where no hook has a say. */
const HELD: ReadonlySet<string> = new Set<OwnedCode>([
  'owned-claude-code-read-only-commands',
  'owned-claude-code-unseen-writes',
  'owned-claude-code-unread-commands',
  'owned-claude-code-raw-text',
  'owned-claude-code-wrappers',
  'owned-claude-code-letter-case',
  'owned-claude-code-project-files',
  'owned-claude-code-documentation',
  'owned-claude-code-skills-and-agents',
  'owned-claude-code-entangled-lines',
  'owned-claude-code-named-files',
  'owned-claude-code-inner-commands',
]);
