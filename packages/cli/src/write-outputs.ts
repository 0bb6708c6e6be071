import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { hasErrors, raiseWarning, type Change, type ShownPlan } from '@canonry/core';
import {
  planRender,
  recoverAndPlanRender,
  renderRoots,
  thisSystem,
  type LoadedRoster,
  type WritingOptions,
  type WritingOutcome,
  type WritingSystem,
} from '@canonry/core/node';
import type { OutputRoot } from './output-roots.js';
import type { PlacedDiagnostics } from './report-diagnostics.js';

/** What a run did, or would do, in all its output roots together. */
export interface RunOutcome {
  readonly plan: ShownPlan;
  /** The same changes, each with where its path begins. */
  readonly changes: readonly PlacedChange[];
  readonly applied: boolean;
  readonly drift: boolean;
  readonly reports: readonly PlacedDiagnostics[];
  readonly exitCode: 0 | 1;
}

interface PlacedChange {
  readonly root: string;
  readonly prefix: OutputRoot['prefix'];
  readonly change: Change;
}

export interface RunOptions {
  readonly roots: readonly (OutputRoot & Pick<WritingOptions, 'rendered' | 'review'>)[];
  /** Of the source and of rendering, with where their files are. */
  readonly source: PlacedDiagnostics;
  /** Files and directories that are read, and must not be written to. */
  readonly sources: readonly string[];
  /** Of every target that there is, the paths that it may write. */
  readonly owns: ReadonlyMap<string, readonly string[]>;
  /** Given if the project enables no target at all, with where it would. */
  readonly nothingEnabledIn?: string;
  readonly only?: readonly string[] | undefined;
  /** The files are those of a machine, and may be those of this one. */
  readonly isMachine?: boolean;
  /** What is ours goes, though it may well be rendered. */
  readonly isClean?: boolean;
  /** What other sources wrote goes as well. */
  readonly everySource?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly strict?: boolean | undefined;
  /** Ends a run that waits for another one. */
  readonly signal?: AbortSignal;
  /** Told once when a run has to wait for another one. */
  readonly waiting?: () => void;
}

/** What writing would do. Changes nothing. */
export async function planOutputs(options: RunOptions): Promise<RunOutcome> {
  const outcomes: WritingOutcome[] = [];
  for (const root of options.roots) outcomes.push(await planRender(optionsFor(root, options)));
  return combine(options, outcomes);
}

/** The same, once what an interrupted run has left is put in order: what writing does, without writing. */
export async function recoverAndPlanOutputs(options: RunOptions): Promise<RunOutcome> {
  const outcomes: WritingOutcome[] = [];
  for (const root of options.roots) outcomes.push(await recoverAndPlanRender(optionsFor(root, options)));
  return combine(options, outcomes);
}

/** Writes all roots or, if anything is wrong with one of them, none. */
export async function writeOutputs(options: RunOptions): Promise<RunOutcome> {
  return combine(options, await renderRoots(options.roots.map((root) => optionsFor(root, options))));
}

/** Everything of a source that no run may write to or remove. */
export function placesRead({ root, projectFile, roster }: LoadedRoster): readonly string[] {
  return [...sourceDirectories(root, roster.project.agents), join(root, projectFile)];
}

/** The directories of a source. */
export function sourceDirectories(root: string, agents: readonly string[]): readonly string[] {
  return [...agents, 'skills', 'rules', 'context', 'hosts'].map((directory) => join(root, directory));
}

function optionsFor(root: RunOptions['roots'][number], options: RunOptions): WritingOptions {
  const { source, sources, owns, nothingEnabledIn, only, force = false, strict = false } = options;
  return {
    out: root.out,
    source: root.source,
    prefix: root.prefix,
    isClean: options.isClean === true,
    isMachine: options.isMachine === true,
    everySource: options.everySource === true,
    rendered: root.rendered,
    ...(root.review === undefined ? {} : { review: root.review }),
    ...(nothingEnabledIn === undefined ? {} : { nothingEnabledIn }),
    ...(only === undefined ? {} : { only }),
    force,
    strict,
    diagnostics: source.diagnostics,
    sources,
    owns,
    system: { ...thisSystem(), pause: patientlyPause(options) },
  };
}

function patientlyPause({ signal, waiting }: RunOptions): WritingSystem['pause'] {
  let waited = 0;
  return (milliseconds) => {
    const before = waited;
    waited += milliseconds;
    if (before < SHORT_WAIT && waited >= SHORT_WAIT) waiting?.();
    return setTimeout(milliseconds, undefined, { signal });
  };
}

/** Not worth a word, in milliseconds. */
const SHORT_WAIT = 500;

function combine({ roots, source, strict = false }: RunOptions, outcomes: readonly WritingOutcome[]): RunOutcome {
  const changes = outcomes.flatMap(({ plan }, index): readonly PlacedChange[] => {
    const { out: root = '', prefix = '' } = roots[index] ?? {};
    return (plan?.changes ?? []).map((change) => ({ root, prefix, change }));
  });
  const passedOn = strict ? source.diagnostics.map(raiseWarning) : source.diagnostics;
  const own = outcomes.map(({ diagnostics }, index): PlacedDiagnostics => {
    const { out: root = '', prefix = '' } = roots[index] ?? {};
    // What was passed in comes back before everything else.
    return { root, prefix, diagnostics: diagnostics.slice(passedOn.length) };
  });
  return {
    plan: {
      changes: changes.map(({ prefix, change }) => ({ ...change, path: `${prefix}${change.path}` })),
      isBlocked: outcomes.some(({ plan }) => plan?.isBlocked === true),
    },
    changes,
    applied: outcomes.length > 0 && outcomes.every(({ applied }) => applied),
    drift: outcomes.some(({ drift }) => drift),
    reports: [{ ...source, diagnostics: passedOn }, ...own],
    exitCode: hasErrors(passedOn) || outcomes.some(({ exitCode }) => exitCode === 1) ? 1 : 0,
  };
}
