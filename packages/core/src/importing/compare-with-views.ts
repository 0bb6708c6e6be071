import type { Agent } from '../agent.js';
import { compareAgents } from '../policy/compare-agents.js';
import type { PermissionChange } from '../policy/compare-rosters.js';
import { agentViews, completed, permissionsIn, type ImportView } from './import-view.js';

/** What the agents of a harness may do as they are defined now, and might not before, and the other way round; proved, not sampled. */
export function compareWithView(agents: readonly Agent[], view: ImportView): readonly PermissionChange[] {
  return agentViews(view).flatMap((before) => {
    const { name } = before.imported.agent;
    const now = agents.find((agent) => agent.name === name);
    if (now === undefined) return [];
    const [then, defined] = [
      permissionsIn(before),
      permissionsIn({ ...before, imported: { ...before.imported, agent: now } }),
    ];
    const old = { ...now, permissions: completed(then, defined) };
    const comparisons = compareAgents(old, { ...now, permissions: completed(defined, then) });
    return comparisons.flatMap(({ tool, differences }) =>
      differences.map((difference): PermissionChange => ({ scope: 'policy', agent: name, tool, ...difference })),
    );
  });
}
