import {
  compareRosters,
  entryOf,
  renderTargets,
  type Agent,
  type FileTree,
  type Finding,
  type Imported,
  type Roster,
  type Target,
} from '@canonry/core';
import { filesOf } from '@canonry/core/testing';

/** What came of one file: what was said, who was imported, and what is not as it was once that is rendered and read again. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly agents: readonly Agent[];
  /** Why it went no further. */
  readonly refused?: 'import' | 'render';
  readonly faults: readonly string[];
}

export function importAndRender(target: Target, files: FileTree): Outcome {
  const first = readBack(target, files, new Set());
  const { agents, findings } = first;
  if (findings.some(isError)) return { agents, findings, refused: 'import', faults: [] };
  if (agents.length === 0) return { agents, findings, faults: [] };
  const roster = rosterOf(agents, target.name);
  const { rendered, findings: said } = renderTargets({ roster, targets: [target], pathPrefix: '' });
  if (said.some(isError)) return { agents, findings, refused: 'render', faults: [] };
  const written = filesOf(rendered);
  const second = readBack(target, written, new Set(written.keys()));
  const { changes, removed } = compareRosters(roster, rosterOf(second.agents, target.name));
  const isSaid = (tool: string | null): boolean => said.some((finding) => finding.tool === tool);
  const faults = [
    ...second.findings.filter(isError).map(({ message }) => message),
    ...removed.map((name) => `${name} is gone`),
    ...changes
      .filter(({ kind, tool }) => kind !== 'narrowed' || (isExact(target) && !isSaid(tool)))
      .map(({ kind, tool, witness, old, new: now }) => `${kind} ${tool} ${witness ?? ''} ${old} ${now}`),
  ];
  return { agents, findings, faults };
}

/** The rules of Claude Code are read more strictly than they are meant, each time that they are read. */
function isExact({ name }: Target): boolean {
  return name !== 'claude-code';
}

function readBack(
  target: Target,
  files: FileTree,
  asWritten: ReadonlySet<string>,
): { readonly agents: readonly Agent[]; readonly findings: readonly Finding[] } {
  const imported: Imported = target.read?.(files, { asWritten }) ?? { agents: [], skills: [], findings: [] };
  return {
    agents: imported.agents.map(({ agent, from }) => ({ ...agent, skills: [], file: from })),
    findings: imported.findings,
  };
}

export function rosterOf(agents: readonly Agent[], target: string): Roster {
  const project = {
    agents: [],
    targets: new Map([[target, { scope: 'project' as const, options: new Map() }]]),
    models: new Map(),
    targetModels: new Map(),
    accept: [],
  };
  const sorted = agents.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { agents: sorted, skills: [], rules: [], context: [], project };
}

function isError({ code }: Finding): boolean {
  return entryOf(code).severity === 'error';
}
