import { diagnosticOf, hasErrors, raiseWarning, severityOf, type Diagnostic, type Finding } from '../diagnostic.js';
import { isUpToDate, type Plan } from '../plan/plan.js';
import { applyPlans } from './apply-plan.js';
import { lockOutput, type OutputLock } from './output-lock.js';
import { makeOutputRoot, openOutputRoot, removeEmptyRoot, type OutputRoot } from './output-root.js';
import { planNow, type PlanNow } from './plan-now.js';
import { findInterrupted, hasTraces, recover } from './recover.js';
import { isFinding } from './source-files.js';
import { WriteFailure } from './write-failure.js';
import type { WritingOptions, WritingOutcome } from './writing-options.js';
import { thisSystem, type WritingSystem } from './writing-system.js';

/** What `renderOutputs` would do; changes nothing, not even a lock. `check` and `--dry-run`. */
export async function planRender(options: WritingOptions): Promise<WritingOutcome> {
  return look(options, () => false).outcome;
}

/** The same, behind an earlier run that was interrupted: that is brought to an end first. For what has work to do before it writes. */
export async function recoverAndPlanRender(options: WritingOptions): Promise<WritingOutcome> {
  const at = look(options, hasTraces);
  if (!at.isInterrupted || isHopeless(at)) return at.outcome;
  const run = beginRun(at);
  try {
    if (await lock(run)) recoverAndPlan(run);
  } finally {
    unlock(run);
    removeEmptyRoot(run.root);
  }
  return outcomeOfRun(run);
}

/** Writes what was rendered, all of it or nothing. */
export async function renderOutputs(options: WritingOptions): Promise<WritingOutcome> {
  const [outcome] = await renderRoots([options]);
  return outcome ?? outcomeOf(options, { findings: [] });
}

/** The same for several output roots: all of them or none. */
export async function renderRoots(list: readonly WritingOptions[]): Promise<readonly WritingOutcome[]> {
  const looks = list.map((options) => look(options, hasTraces));
  if (looks.some(isHopeless)) return looks.map(({ outcome }) => outcome);
  // A run that has nothing to do makes no lock: it may be in a place where it cannot.
  const runs = looks.map((at) => (isIdle(at) ? undefined : beginRun(at)));
  await writeLocked(runs.filter((run) => run !== undefined));
  return looks.map(({ outcome }, index) => {
    const run = runs[index];
    return run === undefined ? { ...outcome, applied: true } : outcomeOfRun(run);
  });
}

/** Removes what is ours and nobody changed; with `only`, that of some targets. */
export async function cleanOutputs(options: Omit<WritingOptions, 'rendered'>): Promise<WritingOutcome> {
  return renderOutputs({ ...options, rendered: [], isClean: true });
}

/** How things are below one root, before anything is done. */
interface Look {
  readonly options: WritingOptions;
  readonly system: WritingSystem;
  /** Absent if it cannot be one. */
  readonly root?: OutputRoot;
  /** An earlier run has left something behind. */
  readonly isInterrupted: boolean;
  readonly outcome: WritingOutcome;
}

function look(options: WritingOptions, isUnfinished: typeof hasTraces): Look {
  const system = options.system ?? thisSystem();
  const root = openOutputRoot(options);
  if (isFinding(root)) {
    const outcome = outcomeOf(options, { findings: [root] });
    return { options, system, isInterrupted: false, outcome };
  }
  let isInterrupted = false;
  try {
    isInterrupted = isUnfinished(system, root.path);
    const interrupted = findInterrupted(system, root.path);
    const { plan, findings } = planNow(options, system, root);
    const all = [...(interrupted === undefined ? [] : [interrupted]), ...findings];
    return { options, system, root, isInterrupted, outcome: outcomeOf(options, { plan, findings: all }) };
  } catch (error) {
    const outcome = outcomeOf(options, { findings: [findingOfFailure(error)] });
    return { options, system, root, isInterrupted, outcome };
  }
}

/** True if not even bringing an earlier run to an end would help. */
function isHopeless({ options, root, isInterrupted, outcome: { plan, diagnostics } }: Look): boolean {
  if (root === undefined || hasErrors(passedOn(options))) return true;
  return !isInterrupted && (plan === undefined || hasErrors(diagnostics));
}

function isIdle({ isInterrupted, outcome: { plan } }: Look): boolean {
  if (isInterrupted || plan === undefined) return false;
  const isStill = plan.changes.every(({ action }) => action === 'unchanged' || action === 'conflict');
  return isStill && plan.manifest.before === plan.manifest.after && plan.oldDirectories.length === 0;
}

/** A run below one root, while it goes on. */
interface Run {
  readonly options: WritingOptions;
  readonly system: WritingSystem;
  readonly root: OutputRoot;
  lock?: OutputLock;
  planned?: PlanNow;
  findings: readonly Finding[];
  applied: boolean;
}

function beginRun({ options, system, root }: Look): Run {
  if (root === undefined) throw new Error('a run was begun below no root');
  return { options, system, root, findings: [], applied: false };
}

function outcomeOfRun({ options, planned, findings, applied }: Run): WritingOutcome {
  return outcomeOf(options, { plan: planned?.plan, findings, applied });
}

/** Takes all locks, writes, and gives them back. What came of it is in the runs. */
async function writeLocked(runs: readonly Run[]): Promise<void> {
  try {
    // In one order, so that no two runs wait for each other.
    for (const run of runs.toSorted((a, b) => (a.root.path < b.root.path ? -1 : 1))) if (!(await lock(run))) return;
    if (runs.every(recoverAndPlan)) applyAll(runs);
  } finally {
    for (const run of runs) unlock(run);
    for (const { root } of runs.toReversed()) removeEmptyRoot(root);
  }
}

async function lock(run: Run): Promise<boolean> {
  try {
    makeOutputRoot(run.root);
    const taken = await lockOutput(run.system, run.root.path);
    if (isFinding(taken)) return stop(run, taken);
    run.lock = taken;
    return true;
  } catch (error) {
    return stop(run, findingOfFailure(error));
  }
}

function recoverAndPlan(run: Run): boolean {
  const { options, system, root } = run;
  try {
    run.findings = recover(system, root.path);
    if (run.findings.some(({ code }) => severityOf(code) === 'error')) return false;
    run.planned = planNow(options, system, root);
    run.findings = [...run.findings, ...run.planned.findings];
    return run.planned.plan !== undefined && !hasErrors(outcomeOfRun(run).diagnostics);
  } catch (error) {
    return stop(run, findingOfFailure(error));
  }
}

function applyAll(runs: readonly Run[]): void {
  const planned = runs.flatMap((run) => {
    const { system, root, planned: { plan, manifest } = {} } = run;
    return plan === undefined || manifest === undefined ? [] : [{ run, system, root: root.path, manifest, plan }];
  });
  for (const [index, { applied, findings }] of applyPlans(planned).entries()) {
    const run = planned[index]?.run;
    if (run === undefined) continue;
    run.applied = applied;
    run.findings = [...run.findings, ...findings];
  }
}

function unlock(run: Run): void {
  const left = run.lock?.release();
  if (left !== undefined) run.findings = [...run.findings, left];
}

function stop(run: Run, finding: Finding): false {
  run.findings = [...run.findings, finding];
  return false;
}

/** What a refusal of the system has to say; anything else is a bug. */
function findingOfFailure(error: unknown): Finding {
  if (error instanceof WriteFailure) return error.finding;
  throw error;
}

/** What loading and rendering had to say, as severe as it is in this run. */
function passedOn({ diagnostics = [], strict = false }: WritingOptions): readonly Diagnostic[] {
  return strict ? diagnostics.map(raiseWarning) : diagnostics;
}

function outcomeOf(
  options: WritingOptions,
  result: { readonly plan?: Plan | undefined; readonly findings: readonly Finding[]; readonly applied?: boolean },
): WritingOutcome {
  const { plan, findings, applied = false } = result;
  const own = findings.map(diagnosticOf);
  const diagnostics = [...passedOn(options), ...(options.strict === true ? own.map(raiseWarning) : own)];
  const hasConflicts = plan?.changes.some(({ conflicts }) => conflicts.length > 0) ?? false;
  const drift = plan !== undefined && (applied ? hasConflicts : !isUpToDate(plan));
  const exitCode = drift || hasErrors(diagnostics) ? 1 : 0;
  return { ...(plan === undefined ? {} : { plan }), applied, drift, diagnostics, exitCode };
}
