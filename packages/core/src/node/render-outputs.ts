import {
  diagnosticOf,
  findingOf,
  hasErrors,
  raiseWarning,
  severityOf,
  type Diagnostic,
  type Finding,
} from '../diagnostic.js';
import { whyNotOurs, type ManifestBounds } from '../plan/check-manifest.js';
import { EMPTY_MANIFEST, MANIFEST_PATH, parseManifest, type Manifest } from '../plan/manifest.js';
import type { RenderedTarget } from '../plan/merge-outputs.js';
import { explainManifest, pathsToRead, planChanges } from '../plan/plan-changes.js';
import { isUpToDate, type Plan } from '../plan/plan.js';
import type { Entry } from '../plan/snapshot.js';
import { applyPlan, readManifestEntry } from './apply-plan.js';
import { lockOutput, type OutputLock } from './output-lock.js';
import { makeOutputRoot, openOutputRoot, removeEmptyRoot, type OutputRoot } from './output-root.js';
import { readSnapshot } from './read-snapshot.js';
import { findInterrupted, hasTraces, recover } from './recover.js';
import { isFinding } from './source-files.js';
import { tidyUp, WriteFailure } from './write-failure.js';
import { sha256, thisSystem, type WritingSystem } from './writing-system.js';

export interface WritingOptions {
  /** The output root; made if it does not exist. */
  readonly out: string;
  /** What each target rendered. A target that is not here loses its outputs, unless `only` says otherwise. */
  readonly rendered: readonly RenderedTarget[];
  /** Given if the project enables no target at all, with where it would: then a root with outputs is left as it is. */
  readonly nothingEnabledIn?: string;
  /** Change nothing of any target but these (`-t`). */
  readonly only?: readonly string[];
  /** Take over what is foreign or edited by hand, and keep a copy of it. */
  readonly force?: boolean;
  /** Take warnings for errors. */
  readonly strict?: boolean;
  /** What loading and rendering had to say: with an error among it, nothing is written or deleted. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What the source is read from, absolute: the output root is not in it, and nothing of it is ever written or deleted. */
  readonly sources?: readonly string[];
  /**
   * Of every target that there is, the paths that it may write: a manifest that claims others is not followed. Without it,
   * only the targets that are rendered are known, and what the manifest says of others is believed.
   */
  readonly owns?: ReadonlyMap<string, readonly string[]>;
  /** Looks at a plan before anything is written, and says what is wrong with what would come of it. */
  readonly review?: (plan: Plan) => readonly Finding[];
  /** For tests. */
  readonly system?: WritingSystem;
}

export interface WritingOutcome {
  /** Absent if things went wrong before there was anything to plan. */
  readonly plan?: Plan;
  /** The disk is as rendered, except for conflicts that stop nothing. */
  readonly applied: boolean;
  /** The disk is not as rendered. */
  readonly drift: boolean;
  /** All that was passed in, and what planning and writing had to say. */
  readonly diagnostics: readonly Diagnostic[];
  /** 0: the disk is as rendered and nothing is wrong. */
  readonly exitCode: 0 | 1;
}

/** What `renderOutputs` would do; changes nothing, not even a lock. `check` and `--dry-run`. */
export async function planRender(options: WritingOptions): Promise<WritingOutcome> {
  return (await attempt(options, (system, root) => look(options, system, root))).outcome;
}

/** Writes what was rendered, all of it or nothing. */
export async function renderOutputs(options: WritingOptions): Promise<WritingOutcome> {
  let isInterrupted = false;
  const { outcome, system, root } = await attempt(options, (at, place) => {
    isInterrupted = hasTraces(at, place.path);
    return look(options, at, place);
  });
  if (root === undefined || hasErrors(passedOn(options))) return outcome;
  // A run that has nothing to do makes no lock: it may be in a place where it cannot.
  const { plan } = outcome;
  if (!isInterrupted && (plan === undefined || hasErrors(outcome.diagnostics))) return outcome;
  if (!isInterrupted && plan !== undefined && isIdle(plan)) return { ...outcome, applied: true };
  return (await attempt(options, () => writeLocked(options, system, root))).outcome;
}

/** Removes what is ours and nobody changed; with `only`, that of some targets. */
export async function cleanOutputs(options: Omit<WritingOptions, 'rendered'>): Promise<WritingOutcome> {
  return renderOutputs({ ...options, rendered: [] });
}

interface Attempt {
  readonly outcome: WritingOutcome;
  readonly system: WritingSystem;
  readonly root?: OutputRoot;
}

/** Finds the root, and turns a refusal of the system into a diagnostic. */
async function attempt(
  options: WritingOptions,
  act: (system: WritingSystem, root: OutputRoot) => WritingOutcome | Promise<WritingOutcome>,
): Promise<Attempt> {
  const system = options.system ?? thisSystem();
  const root = openOutputRoot(options);
  if (isFinding(root)) return { outcome: outcomeOf(options, { findings: [root] }), system };
  try {
    return { outcome: await act(system, root), system, root };
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    return { outcome: outcomeOf(options, { findings: [error.finding] }), system, root };
  }
}

function look(options: WritingOptions, system: WritingSystem, root: OutputRoot): WritingOutcome {
  const interrupted = findInterrupted(system, root.path);
  const { plan, findings } = planNow(options, system, root);
  return outcomeOf(options, { plan, findings: [...(interrupted === undefined ? [] : [interrupted]), ...findings] });
}

async function writeLocked(options: WritingOptions, system: WritingSystem, root: OutputRoot): Promise<WritingOutcome> {
  makeOutputRoot(root);
  try {
    const lock = await lockOutput(system, root.path);
    if (isFinding(lock)) return outcomeOf(options, { findings: [lock] });
    return withLock(lock, () => recoverAndWrite(options, system, root));
  } finally {
    removeEmptyRoot(root);
  }
}

function withLock(lock: OutputLock, act: () => WritingOutcome): WritingOutcome {
  let outcome: WritingOutcome;
  try {
    outcome = act();
  } catch (error) {
    tidyUp(lock.release);
    throw error;
  }
  const left = lock.release();
  return left === undefined ? outcome : { ...outcome, diagnostics: [...outcome.diagnostics, diagnosticOf(left)] };
}

function recoverAndWrite(options: WritingOptions, system: WritingSystem, root: OutputRoot): WritingOutcome {
  const recovered = recover(system, root.path);
  if (recovered.some(({ code }) => severityOf(code) === 'error')) return outcomeOf(options, { findings: recovered });
  const { plan, manifest, findings } = planNow(options, system, root);
  const outcome = outcomeOf(options, { plan, findings: [...recovered, ...findings] });
  if (plan === undefined || hasErrors(outcome.diagnostics)) return outcome;
  const result = applyPlan({ system, root: root.path, manifest }, plan);
  return outcomeOf(options, {
    plan,
    findings: [...recovered, ...findings, ...result.findings],
    applied: result.applied,
  });
}

interface PlanNow {
  readonly plan: Plan | undefined;
  readonly manifest: Entry;
  readonly findings: readonly Finding[];
}

function planNow(options: WritingOptions, system: WritingSystem, root: OutputRoot): PlanNow {
  const entry = readManifestEntry(system, root.path);
  const text = entry.kind === 'file' ? new TextDecoder().decode(entry.bytes) : undefined;
  const manifest = readManifest(entry, text, { owns: options.owns, sources: root.sources });
  if (typeof manifest === 'string')
    return { plan: undefined, manifest: entry, findings: [explainManifest(MANIFEST_PATH, manifest)] };
  const { rendered, only, force = false, nothingEnabledIn } = options;
  // A file that is empty for a moment, while somebody saves it, says the same.
  if (nothingEnabledIn !== undefined && manifest.files.size > 0)
    return { plan: undefined, manifest: entry, findings: [explainNothingEnabled(manifest, nothingEnabledIn)] };
  const scope = { rendered, only, sources: root.sources };
  const snapshot = readSnapshot(system.fs, root.path, pathsToRead(manifest, scope));
  const plan = planChanges({ ...scope, manifest, manifestText: text, snapshot, force, hash: sha256 });
  const reviewed = plan.isBlocked ? [] : (options.review?.(plan) ?? []);
  return { plan, manifest: entry, findings: [...plan.findings, ...reviewed] };
}

function readManifest(entry: Entry, text: string | undefined, bounds: ManifestBounds): Manifest | string {
  if (entry.kind === 'absent') return EMPTY_MANIFEST;
  const manifest = text === undefined ? 'it is not a file that can be read' : parseManifest(text);
  return typeof manifest === 'string' ? manifest : (whyNotOurs(manifest, bounds) ?? manifest);
}

function explainNothingEnabled({ files }: Manifest, file: string): Finding {
  const count = files.size === 1 ? 'one output' : `${files.size} outputs`;
  return findingOf('nothing-enabled', { file: MANIFEST_PATH }, { count, file });
}

function isIdle({ manifest, changes, oldDirectories }: Plan): boolean {
  const isStill = changes.every(({ action }) => action === 'unchanged' || action === 'conflict');
  return isStill && manifest.before === manifest.after && oldDirectories.length === 0;
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
