import type { Diagnostic } from '../diagnostic.js';
import { isUpToDate, type Plan, type PlannedAction } from '../plan/plan.js';
import { escapeInvisible } from '../text/quote.js';
import { unifiedDiff } from './unified-diff.js';

/** The plan as `--json` shows it; the names are stable. */
export interface PlanSummary {
  readonly plan: {
    readonly id: string;
    readonly create: readonly string[];
    readonly update: readonly string[];
    readonly delete: readonly string[];
    readonly conflict: readonly { readonly path: string; readonly reason: string }[];
    readonly unchanged: number;
  };
  readonly applied: boolean;
  readonly drift: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

interface Outcome {
  readonly plan?: Plan;
  readonly applied: boolean;
  readonly drift: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function summarisePlan({ plan, applied, drift, diagnostics }: Outcome): PlanSummary {
  const changes = plan?.changes ?? [];
  const of = (wanted: PlannedAction): readonly string[] =>
    changes.filter(({ action }) => action === wanted).map(({ path }) => path);
  return {
    plan: {
      id: plan?.id ?? '',
      create: of('create'),
      update: of('update'),
      delete: of('delete'),
      conflict: changes.filter(({ conflicts }) => conflicts.length > 0).map(({ path, reason }) => ({ path, reason })),
      unchanged: of('unchanged').length,
    },
    applied,
    drift,
    diagnostics,
  };
}

const VERBS = { create: 'create', update: 'update', delete: 'delete', conflict: 'CONFLICT' } as const;

/** One line for each path that is not as rendered. */
export function formatPlan({ changes }: Plan): string {
  return changes
    .flatMap(({ path, action, reason, conflicts }) => {
      if (action === 'unchanged') return [];
      const more = action !== 'conflict' && conflicts.length > 0 ? ' (a part stays: it was edited by hand)' : '';
      return [`${VERBS[action].padEnd(8)} ${escapeInvisible(path)}: ${reason}${more}\n`];
    })
    .join('');
}

/** What `check` prints: a diff of each path that is not as rendered, and the one line that mends it. Empty if all is well. */
export async function formatCheck(plan: Plan, command: string): Promise<string> {
  if (isUpToDate(plan)) return '';
  const diffs: string[] = [];
  for (const change of plan.changes) {
    if (change.action === 'unchanged') continue;
    diffs.push(`${escapeInvisible(change.path)}: ${change.reason}\n${await unifiedDiff(change)}`);
  }
  const force = plan.isBlocked
    ? ', after you have seen to the conflicts (--force takes them over and keeps copies)'
    : '';
  return `${diffs.join('\n')}\nrun ${command}${force}\n`;
}
