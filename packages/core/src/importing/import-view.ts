import type { Policy } from '../agent.js';
import type { Imported, ImportedAgent } from '../imported.js';
import { policyIn, toolsSpecified, type PermissionView } from '../policy/merge-permissions.js';

/** What the files of one harness say. */
export interface ImportView {
  readonly harness: string;
  readonly imported: Imported;
  /** What the harness does with a tool about which nobody says anything; absent where it limits nothing. */
  readonly unspecified?: (tool: string) => Policy | undefined;
}

/** One agent as one harness has it. */
export interface AgentView extends Pick<ImportView, 'harness' | 'unspecified'> {
  readonly imported: ImportedAgent;
}

export function agentViews({ harness, imported, unspecified }: ImportView): readonly AgentView[] {
  return imported.agents.map((agent) => ({ harness, imported: agent, ...(unspecified && { unspecified }) }));
}

export function permissionsIn({ imported, unspecified }: AgentView): PermissionView {
  return { permissions: imported.agent.permissions, ...(unspecified && { unspecified }) };
}

/**
 * The policies of one view for the tools that it or another one specifies: what the harness does there counts as said. Where
 * one of the two knows no limit at all there is nothing to compare.
 */
export function completed(view: PermissionView, other: PermissionView): readonly Policy[] {
  return toolsSpecified([view, other]).flatMap((tool) => {
    const policy = policyIn(view, tool);
    return policy === undefined || policyIn(other, tool) === undefined ? [] : [policy];
  });
}
