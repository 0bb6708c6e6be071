import type { Action, Agent, Policy } from '../agent.js';
import type { AcceptedLoss, Enforcement, Loss, Project } from '../project.js';
import type { Roster } from '../roster.js';
import { TOOLS } from '../tools.js';
import { compareAgents } from './compare-agents.js';
import type { CompareOptions } from './compare-policies.js';

/** One change between two sources, as `canonry compare --json` shows it. */
export interface PermissionChange {
  readonly scope: 'policy' | 'enforcement' | 'accept';
  /** Null for enforcement, which holds for all agents. */
  readonly agent: string | null;
  readonly tool: string | null;
  /** Only of enforcement and accept. */
  readonly target?: string;
  readonly kind: 'widened' | 'narrowed' | 'unproved';
  /** A subject that shows the difference; null where there is none to show. */
  readonly witness: string | null;
  /** Decisions, levels of enforcement or accepted losses; null: unspecified, or not there. */
  readonly old: Action | Enforcement | Loss | null;
  readonly new: Action | Enforcement | Loss | null;
}

export interface RosterComparison {
  readonly changes: readonly PermissionChange[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface RosterCompareOptions extends CompareOptions {
  /** What each target does where canonry.toml names no enforcement. A target without one counts as unknown, and so as widened. */
  readonly enforcement?: ReadonlyMap<string, Enforcement>;
}

type Side = Pick<Roster, 'agents' | 'project'>;

/** What changed in what agents may do. An agent that was not there before is compared with one that may do nothing. */
export function compareRosters(old: Side, now: Side, options: RosterCompareOptions = {}): RosterComparison {
  const before = new Map(old.agents.map((agent) => [agent.name, agent]));
  const after = new Map(now.agents.map((agent) => [agent.name, agent]));
  const changes = [...after.values()]
    .toSorted(byName)
    .flatMap((agent) => agentChanges(before.get(agent.name) ?? denyAll(agent), agent, options));
  return {
    changes: [
      ...changes,
      ...enforcementChanges(old.project, now.project, options.enforcement),
      ...acceptChanges(old.project, now.project),
    ],
    added: [...after.keys()].filter((name) => !before.has(name)).toSorted(),
    removed: [...before.keys()].filter((name) => !after.has(name)).toSorted(),
  };
}

/** True if anything may have become more permissive: what is unproved may. */
export function isWidened({ changes }: Pick<RosterComparison, 'changes'>): boolean {
  return changes.some(({ kind }) => kind !== 'narrowed');
}

function agentChanges(old: Agent, now: Agent, options: CompareOptions): readonly PermissionChange[] {
  return compareAgents(old, now, options).flatMap(({ tool, differences }) =>
    differences.map((difference): PermissionChange => ({ scope: 'policy', agent: now.name, tool, ...difference })),
  );
}

/** An agent that specifies every tool, and may use none. */
function denyAll(agent: Agent): Agent {
  const tools = new Set<string>([...TOOLS, '*', ...agent.permissions.map(({ tool }) => tool)]);
  return { ...agent, permissions: [...tools].map((tool): Policy => ({ tool, intent: 'deny', rules: [] })) };
}

/** A guard holds what settings alone cannot. Targets that are enabled on one side only have nothing to be compared with. */
function enforcementChanges(
  old: Project,
  now: Project,
  defaults: ReadonlyMap<string, Enforcement> | undefined,
): readonly PermissionChange[] {
  return [...now.targets].flatMap(([target, section]): PermissionChange[] => {
    const previous = old.targets.get(target);
    if (previous === undefined || previous.enforcement === section.enforcement) return [];
    const before = previous.enforcement ?? defaults?.get(target) ?? null;
    const after = section.enforcement ?? defaults?.get(target) ?? null;
    if (before === after) return [];
    const isStronger = before === 'declarative' || after === 'guard';
    const kind = isStronger ? 'narrowed' : 'widened';
    return [{ scope: 'enforcement', agent: null, tool: null, target, kind, witness: null, old: before, new: after }];
  });
}

/** Each accepted loss lets an output be more permissive than its definition, so a new one widens. */
function acceptChanges(old: Project, now: Project): readonly PermissionChange[] {
  const added = now.accept.filter((entry) => !old.accept.some((other) => isSameLoss(entry, other)));
  const removed = old.accept.filter((entry) => !now.accept.some((other) => isSameLoss(entry, other)));
  return [
    ...added.map((entry): PermissionChange => ({ ...changeOf(entry), kind: 'widened', old: null, new: entry.code })),
    ...removed.map((entry): PermissionChange => ({ ...changeOf(entry), kind: 'narrowed', old: entry.code, new: null })),
  ];
}

function changeOf({
  agent,
  tool,
  target,
  witness,
}: AcceptedLoss): Pick<PermissionChange, 'scope' | 'agent' | 'tool' | 'target' | 'witness'> {
  return { scope: 'accept', agent, tool, target, witness: witness ?? null };
}

/** The reason may be reworded. */
function isSameLoss(a: AcceptedLoss, b: AcceptedLoss): boolean {
  return (
    a.code === b.code && a.target === b.target && a.agent === b.agent && a.tool === b.tool && a.witness === b.witness
  );
}

function byName(a: Agent, b: Agent): number {
  return a.name < b.name ? -1 : 1;
}
