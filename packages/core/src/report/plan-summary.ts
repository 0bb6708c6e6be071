import { isLeftToPerson, isRefused, isUpToDate, type Change, type PlannedAction } from '../plan/plan.js';
import { escapeInvisible } from '../text/quote.js';
import { unifiedDiff } from './unified-diff.js';

/** As much of a plan, or of several, as people are shown. */
export interface ShownPlan {
  readonly changes: readonly Change[];
  /** True if nothing of it may be applied. */
  readonly isBlocked: boolean;
}

/** The plan as `--json` shows it; the names are stable. */
export interface PlanSummary {
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
  readonly conflict: readonly { readonly path: string; readonly reason: string }[];
  readonly unchanged: number;
}

export function summarisePlan({ changes }: ShownPlan): PlanSummary {
  const of = (wanted: PlannedAction): readonly string[] =>
    changes.filter(({ action }) => action === wanted).map(({ path }) => path);
  return {
    create: of('create'),
    update: of('update'),
    delete: of('delete'),
    conflict: changes.filter(({ conflicts }) => conflicts.length > 0).map(({ path, reason }) => ({ path, reason })),
    unchanged: of('unchanged').length,
  };
}

const VERBS = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  conflict: 'CONFLICT',
  unchanged: 'keep',
} as const;

/** One line for each path that is not as rendered, or that is given up and stays. */
export function formatPlan({ changes }: ShownPlan): string {
  return changes
    .flatMap(({ path, action, reason, conflicts, released, backup }) => {
      if (action === 'unchanged' && released !== 'kept') return [];
      const more = action !== 'conflict' && conflicts.length > 0 ? ' (a part stays: it was edited by hand)' : '';
      const copied = backup ? '; a copy of what was there is kept below .canonry/backup' : '';
      return [`${VERBS[action].padEnd(8)} ${escapeInvisible(path)}: ${reason}${more}${copied}\n`];
    })
    .join('');
}

/** What `check` prints: a diff of each path that is not as rendered, and the one line that mends it. Empty if all is well. */
export async function formatCheck(plan: ShownPlan, command: string): Promise<string> {
  if (isUpToDate(plan)) return '';
  const differing = plan.changes.filter(({ action }) => action !== 'unchanged');
  const left = differing.filter(isLeftToPerson);
  const diffs = await formatDiffs(differing);
  const mends = left.length < differing.length ? `run ${command}${adviseAboutConflicts(differing)}\n` : '';
  return `${diffs}\n${mends}${left.length > 0 ? adviseAboutLeft(left, command) : ''}`;
}

/** What stands in the way of rendering again. */
function adviseAboutConflicts(differing: readonly Change[]): string {
  const blocking = differing.filter((change) => change.action === 'conflict' && !isLeftToPerson(change));
  const refused = blocking.filter(isRefused);
  if (blocking.length === 0) return '';
  if (refused.length === 0) return `, after you have seen to the conflicts ${FORCE}`;
  const byHand = ', after you have corrected or removed by hand what cannot be written (--force does not help there)';
  return refused.length === blocking.length ? byHand : `${byHand}, and have seen to the other conflicts ${FORCE}`;
}

const FORCE = '(--force takes them over and keeps copies)';

/** Rendering again does not mend these. */
function adviseAboutLeft(left: readonly Change[], command: string): string {
  const canForce = left.some(({ conflicts }) => conflicts.some(({ reason }) => reason === undefined));
  const force = canForce ? `, or run ${command} --force, which keeps a copy in .canonry/backup` : '';
  return `delete by hand what is no longer rendered${force}\n`;
}

/** Each change with its reason and, where canonry would write, its diff. */
export async function formatDiffs(changes: readonly Change[]): Promise<string> {
  const diffs: string[] = [];
  for (const change of changes) {
    const diff = isLeftToPerson(change) || isRefused(change) ? '' : await unifiedDiff(change);
    diffs.push(`${escapeInvisible(change.path)}: ${change.reason}\n${diff}`);
  }
  return diffs.join('\n');
}
