import { findingOf, type Finding, severityOf } from '../diagnostic.js';
import type { Hash, IsUntouched } from '../shared-files/shared-edit.js';
import { checkOutputs, parentsOf } from './check-outputs.js';
import { serialiseManifest, targetsOf, type Manifest, type Owned } from './manifest.js';
import { mergeOutputs, type RenderedTarget, type Wanted } from './merge-outputs.js';
import type { Change, Plan } from './plan.js';
import { explainConflict, planPath, type Outcome, type PathInput, type PathPlan } from './plan-change.js';
import { planIdOf } from './plan-id.js';
import { planShared } from './plan-shared.js';
import { planWhole, releaseWhole } from './plan-whole.js';
import type { Snapshot } from './snapshot.js';

export interface PlanInput extends PlanScope {
  readonly manifest: Manifest;
  /** The manifest as it stands on disk; `undefined` if there is none. */
  readonly manifestText: string | undefined;
  readonly snapshot: Snapshot;
  /** Take over what is foreign or edited by hand, and keep a copy. */
  readonly force: boolean;
  readonly hash: Hash;
}

export interface PlanScope {
  readonly rendered: readonly RenderedTarget[];
  /** Change nothing of any target but these; without it, what belongs to no rendered target is removed. */
  readonly only?: readonly string[] | undefined;
  /** What the source is read from, below the output root. */
  readonly sources?: readonly string[];
}

/** The paths that a plan has to know the disk at. */
export function pathsToRead(manifest: Manifest, scope: PlanScope): readonly string[] {
  const { wanted, findings } = mergeAndCheck(scope);
  if (findings.length > 0) return [];
  const isUntouched = untouchedBy(scope);
  const recorded = [...manifest.files].filter(([, owned]) => !targetsOf(owned).every(isUntouched));
  return [...new Set([...wanted.keys(), ...recorded.map(([path]) => path)])].toSorted();
}

/** What has to be created, updated and deleted so that the disk is as rendered. Pure; the only place that decides it. */
export function planChanges(input: PlanInput): Plan {
  const { wanted, findings } = mergeAndCheck(input);
  if (findings.length > 0) return blockedPlan(input, findings);
  const paths = pathsToRead(input.manifest, input);
  const plans = paths.map((path) => planOne(input, path, wanted.get(path)));
  const files = new Map(input.manifest.files);
  for (const [index, { record }] of plans.entries()) {
    const path = paths[index] ?? '';
    if (record === undefined) files.delete(path);
    else files.set(path, record);
  }
  const changes = plans.map(({ change }) => change);
  const conflicts = changes.flatMap((change) => change.conflicts.map((conflict) => explainConflict(change, conflict)));
  const directories = planDirectories(input, files, changes);
  const after = serialiseManifest({ files, directories: directories.owned });
  return {
    id: planIdOf(changes, after, input.hash),
    changes,
    manifest: { before: input.manifestText, after },
    newDirectories: directories.created,
    oldDirectories: directories.released,
    findings: conflicts,
    isBlocked: conflicts.some(({ code }) => severityOf(code) === 'error'),
  };
}

function mergeAndCheck({ rendered, sources = [] }: PlanScope): {
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly findings: readonly Finding[];
} {
  const merged = mergeOutputs(rendered);
  return { wanted: merged.wanted, findings: [...checkOutputs(rendered, sources), ...merged.findings] };
}

function blockedPlan({ manifestText, hash }: PlanInput, findings: readonly Finding[]): Plan {
  const manifest = { before: manifestText, after: manifestText };
  return {
    id: planIdOf([], manifestText, hash),
    changes: [],
    manifest,
    newDirectories: [],
    oldDirectories: [],
    findings,
    isBlocked: true,
  };
}

function untouchedBy({ only }: PlanScope): IsUntouched {
  return (target) => only !== undefined && !only.includes(target);
}

function planOne(input: PlanInput, path: string, wanted: Wanted | undefined): PathPlan {
  const entry = input.snapshot.entries.get(path) ?? { kind: 'obstacle', reason: 'nobody looked' };
  const record = input.manifest.files.get(path);
  const at: PathInput = {
    path,
    entry,
    record,
    wanted,
    isUntouched: untouchedBy(input),
    force: input.force,
    hash: input.hash,
  };
  return planPath(at, decide(at, wanted, record));
}

function decide(input: PathInput, wanted: Wanted | undefined, record: Owned | undefined): Outcome {
  if (wanted?.kind === 'file' || wanted?.kind === 'link') return planWhole(input, wanted);
  if (wanted !== undefined) return planShared(input, wanted.kind, wanted);
  if (record?.kind === 'file' || record?.kind === 'link') return releaseWhole(input, record);
  return planShared(input, record?.kind ?? 'block', undefined);
}

/** A directory is ours from when it has to be made until nothing of ours is below it. */
function planDirectories(
  { manifest, snapshot }: PlanInput,
  files: ReadonlyMap<string, Owned>,
  changes: readonly Change[],
): { owned: readonly string[]; created: readonly string[]; released: readonly string[] } {
  const needed = new Set([...files.keys()].flatMap(parentsOf));
  const written = changes.filter(({ action }) => action === 'create' || action === 'update');
  const created = [...new Set(written.flatMap(({ path }) => parentsOf(path)))].filter((directory) =>
    snapshot.missingDirectories.has(directory),
  );
  const known = [...new Set([...manifest.directories, ...created])];
  return {
    owned: known.filter((directory) => needed.has(directory)),
    created: created.toSorted(),
    released: known
      .filter((directory) => !needed.has(directory))
      .toSorted()
      .toReversed(),
  };
}

/** What is wrong with a manifest that cannot be read. */
export function explainManifest(path: string, reason: string): Finding {
  return findingOf('invalid-manifest', { file: path }, { path, reason });
}
