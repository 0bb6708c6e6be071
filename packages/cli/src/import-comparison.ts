import { compareWithView, quote, type ImportView, type PermissionChange } from '@canonry/core';
import type { LoadedRoster } from '@canonry/core/node';
import { renderAlone } from './harness-decisions.js';
import type { Io } from './io.js';

/** What has become of the agents of one harness, as `canonry import --json` shows it. */
export interface ImportComparison {
  readonly harness: string;
  readonly agents: readonly string[];
  /** What they may do by their definitions and might not before, and the other way round: proved over all subjects. */
  readonly changes: readonly PermissionChange[];
  /** How many errors canonry render has for this harness. */
  readonly renderErrors: number;
}

/** Compares the project that was created with what each harness let its agents do, and renders it in memory. */
export async function compareImport(
  views: readonly ImportView[],
  loaded: LoadedRoster,
  io: Io,
): Promise<readonly ImportComparison[]> {
  const comparisons: ImportComparison[] = [];
  for (const view of views) {
    const target = await io.targets.find(({ name }) => name === view.harness)?.load?.();
    const errors = target === undefined ? [] : (await renderAlone(target, loaded)).errors;
    comparisons.push({
      harness: view.harness,
      agents: view.imported.agents.map(({ agent }) => agent.name),
      changes: compareWithView(loaded.roster.agents, view),
      renderErrors: errors.length,
    });
  }
  return comparisons;
}

export function importComparisonToText({ harness, agents, changes, renderErrors }: ImportComparison): string {
  const wider = changes.filter(({ kind }) => kind !== 'narrowed');
  const count = agents.length === 1 ? '1 agent' : `${agents.length} agents`;
  const verdict = wider.length === 0 ? 'may do nothing more than before' : 'may do more than before, or nobody can say';
  const refused = renderErrors === 0 ? '' : `  canonry render -t ${harness} refuses that for now, and says why\n`;
  return `${harness}: ${count} ${verdict}\n${changes.map(lineOf).join('')}${refused}`;
}

function lineOf({ kind, agent, tool, old, new: now, witness }: PermissionChange): string {
  const subject = witness === null || witness === '' ? '' : ` ${quote(witness)}`;
  const how = kind === 'narrowed' ? 'less' : kind === 'widened' ? 'more' : 'not proved';
  return `  ${how}: ${agent} ${tool}${subject}, ${old ?? 'unspecified'} -> ${now ?? 'unspecified'}\n`;
}
