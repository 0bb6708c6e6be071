import {
  escapeInvisible,
  formatDiffs,
  formatPlan,
  isLeftToPerson,
  joinWords,
  type Change,
  type PlannedAction,
  type ShownPlan,
} from '@canonry/core';
import type { ExitCode } from './command.js';
import type { Io } from './io.js';
import { reportPlaced } from './report-diagnostics.js';
import { runToJson } from './run-json.js';
import type { RunOutcome } from './write-outputs.js';

interface Report {
  readonly json: boolean;
  /** Nothing was to be written. */
  readonly isDry: boolean;
  /** What JSON holds besides. */
  readonly more?: object;
}

/** Says what a run wrote or would write, and everything that is wrong. */
export async function reportRun(outcome: RunOutcome, { json, isDry, more }: Report, io: Io): Promise<ExitCode> {
  const exitCode = isDry ? exitCodeOfDryRun(outcome) : outcome.exitCode;
  if (json) {
    io.stdout.write(`${JSON.stringify(runToJson(outcome, more), null, 2)}\n`);
    return exitCode;
  }
  const plan = formatPlan(outcome.plan);
  io.stdout.write(plan);
  const conflicts = outcome.plan.changes.filter((change) => change.action === 'conflict' && !isLeftToPerson(change));
  if (conflicts.length > 0) io.stdout.write(`\n${await formatDiffs(conflicts)}\n`);
  reportPlaced(outcome.reports, io, { isBelow: plan !== '' });
  io.stdout.write(`${summaryOf(outcome, isDry)}\n`);
  return exitCode;
}

/** That there is something to write is no fault; that it could not be written is. */
function exitCodeOfDryRun({ plan, exitCode, reports }: RunOutcome): ExitCode {
  const hasConflicts = plan.changes.some(({ conflicts }) => conflicts.length > 0);
  return hasConflicts || hasErrors({ reports }) ? exitCode : 0;
}

function hasErrors({ reports }: Pick<RunOutcome, 'reports'>): boolean {
  return reports.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
}

function summaryOf(outcome: RunOutcome, isDry: boolean): string {
  const { plan, applied } = outcome;
  const counts = countsOf(plan);
  if (!applied && !isDry) return 'nothing was written';
  if (isDry && hasErrors(outcome)) return 'nothing would be written';
  const left = plan.changes.filter(isLeftToPerson);
  const stays = left.length === 0 ? '' : `; not removed: ${joinPaths(left)}`;
  if (counts !== '') return `${isDry ? 'would be: ' : ''}${counts}${stays}`;
  const length = plan.changes.length - left.length;
  if (length === 0) return `nothing to do${stays}`;
  return `nothing to do: ${length === 1 ? 'one output is' : `all ${length} outputs are`} as rendered${stays}`;
}

function joinPaths(changes: ShownPlan['changes']): string {
  return joinWords(changes.map(({ path }) => escapeInvisible(path)));
}

const DONE: readonly (readonly [PlannedAction, string])[] = [
  ['create', 'created'],
  ['update', 'updated'],
  ['delete', 'deleted'],
];

const RELEASED: readonly (readonly [Change['released'], string])[] = [
  ['kept', 'kept for others'],
  ['gone', 'gone already'],
];

function countsOf({ changes }: ShownPlan): string {
  const counts = [
    ...DONE.map(([action, word]) => [changes.filter((change) => change.action === action).length, word]),
    ...RELEASED.map(([released, word]) => [changes.filter((change) => change.released === released).length, word]),
  ];
  const some = counts.filter(([count]) => count !== 0);
  if (some.length === 0) return '';
  const unchanged = changes.filter(({ action, released }) => action === 'unchanged' && released === undefined).length;
  return [...some, ...(unchanged === 0 ? [] : [[unchanged, 'unchanged']])]
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}
