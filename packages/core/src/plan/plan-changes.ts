import { keptFor } from '../kept-for.js';
import { findingOf, type Finding, severityOf } from '../diagnostic.js';
import type { Adoption, Hash, IsUntouched } from '../shared-files/shared-edit.js';
import { adopt, explainAdoptions } from './adopt.js';
import { checkOutputs, findSharedSources, parentsOf } from './check-outputs.js';
import { serialiseManifest, targetsOf, type Manifest, type Owned } from './manifest.js';
import { findConverted } from './converted-files.js';
import { mergeOutputs, type RenderedTarget, type Wanted } from './merge-outputs.js';
import { otherSourceOf, targetOfOwner, writtenBy } from './owners.js';
import type { Change, Plan } from './plan.js';
import { explainConflict, planPath, type Outcome, type PathInput, type PathPlan, type Wording } from './plan-change.js';
import { planIdOf } from './plan-id.js';
import { planShared } from './plan-shared.js';
import { planWhole, releaseWhole } from './plan-whole.js';
import type { Snapshot } from './snapshot.js';

export interface PlanInput extends PlanScope, Wording {
  /** Where the source is, seen from the output root, if others may write there too. */
  readonly source: string;
  /** With owners as this source sees them. */
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
  /** Outputs of other sources are not left alone: everything that canonry wrote below this root goes. */
  readonly everySource?: boolean | undefined;
  /** Targets that nobody knows: nothing of theirs is changed, but where `only` names them. */
  readonly strangers?: ReadonlySet<string>;
  /** What the source is read from, below the output root. */
  readonly sources?: readonly string[];
}

/** The paths that a plan has to know the disk at. */
export function pathsToRead(manifest: Manifest, scope: PlanScope): readonly string[] {
  const { wanted, findings } = mergeAndCheck(scope);
  return findings.length > 0 ? [] : pathsOf(wanted, manifest, scope);
}

function pathsOf(wanted: ReadonlyMap<string, Wanted>, manifest: Manifest, scope: PlanScope): readonly string[] {
  const isUntouched = untouchedBy(scope);
  const recorded = [...manifest.files].filter(([, owned]) => !targetsOf(owned).every(isUntouched));
  return [...new Set([...wanted.keys(), ...recorded.map(([path]) => path)])].toSorted();
}

/** What has to be created, updated and deleted so that the disk is as rendered. Pure; the only place that decides it. */
export function planChanges(input: PlanInput): Plan {
  const { wanted, findings } = mergeAndCheck(input);
  if (findings.length > 0) return blockedPlan(input, findings);
  const paths = pathsOf(wanted, input.manifest, input);
  const adopted = adoptAll(input, wanted, paths);
  const plans = paths.map((path) => planOne(input, path, wanted.get(path), adopted.get(path)?.record));
  const files = new Map(input.manifest.files);
  for (const [index, { record }] of plans.entries()) {
    const path = paths[index] ?? '';
    if (record === undefined) files.delete(path);
    else files.set(path, record);
  }
  const changes = plans.map(({ change }) => change);
  const conflicts = changes.flatMap((change) =>
    change.conflicts.map((conflict) => explainConflict(change, conflict, input)),
  );
  const directories = planDirectories(input, files, { changes, adopted: [...adopted.keys()] });
  const after = serialiseManifest(writtenBy(input.source, { files, directories: directories.owned }));
  return {
    id: planIdOf(changes, after, input.hash),
    changes,
    manifest: { before: input.manifestText, after },
    newDirectories: directories.created,
    oldDirectories: directories.released,
    findings: [...conflicts, ...findConverted(changes, input), ...explainAdoptions(adopted, input)],
    isBlocked: conflicts.some(({ code }) => severityOf(code) === 'error'),
  };
}

function mergeAndCheck({ rendered, sources = [] }: PlanScope): {
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly findings: readonly Finding[];
} {
  const { wanted, findings } = keptOutputs(rendered, () => {
    const merged = mergeOutputs(rendered);
    return { ...merged, findings: [...checkOutputs(rendered), ...merged.findings] };
  });
  return { wanted, findings: [...findSharedSources(rendered, sources), ...findings] };
}

/** The same outputs are planned before and behind the lock. */
const keptOutputs = keptFor<ReturnType<typeof mergeOutputs>>();

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

function untouchedBy({ only, everySource = false, strangers = new Set() }: PlanScope): IsUntouched {
  return (owner) => {
    const target = targetOfOwner(owner);
    const isNamed = only?.includes(target) ?? !strangers.has(target);
    return !isNamed || (!everySource && otherSourceOf(owner) !== undefined);
  };
}

/** What is there as rendered and not on record, by path. */
function adoptAll(
  input: PlanInput,
  wanted: ReadonlyMap<string, Wanted>,
  paths: readonly string[],
): ReadonlyMap<string, Adoption<Owned>> {
  const { manifest } = input;
  const unrecorded = paths.flatMap((path) => (manifest.files.has(path) ? [] : (wanted.get(path) ?? [])));
  const adoptWith = (lost: ReadonlySet<string>): ReadonlyMap<string, Adoption<Owned>> =>
    new Map(
      unrecorded.flatMap((item) => {
        const adoption = adopt(inputAt(input, item.path, item), item, lost);
        return adoption === undefined ? [] : [[item.path, adoption]];
      }),
    );
  const certain = adoptWith(new Set());
  const found = [...certain.values()].flatMap(({ record }) => (record === undefined ? [] : targetsOf(record)));
  const known = new Set([...manifest.files.values()].flatMap(targetsOf));
  const lost = new Set(found.filter((target) => !known.has(target)));
  return lost.size === 0 ? certain : adoptWith(lost);
}

function planOne(input: PlanInput, path: string, wanted: Wanted | undefined, adopted: Owned | undefined): PathPlan {
  const at = inputAt(input, path, wanted);
  const record = at.record ?? adopted;
  const withRecord: PathInput = { ...at, record };
  return planPath(withRecord, decide(withRecord, wanted, record));
}

function inputAt(input: PlanInput, path: string, wanted: Wanted | undefined): PathInput {
  return {
    path,
    entry: input.snapshot.entries.get(path) ?? { kind: 'obstacle', reason: 'nobody looked' },
    record: input.manifest.files.get(path),
    wanted,
    isUntouched: untouchedBy(input),
    force: input.force,
    isClean: input.isClean === true,
    hash: input.hash,
  };
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
  { changes, adopted }: { readonly changes: readonly Change[]; readonly adopted: readonly string[] },
): { owned: readonly string[]; created: readonly string[]; released: readonly string[] } {
  const needed = new Set([...files.keys()].flatMap(parentsOf));
  const written = changes.filter(({ action }) => action === 'create' || action === 'update');
  const created = [...new Set(written.flatMap(({ path }) => parentsOf(path)))].filter((directory) =>
    snapshot.missingDirectories.has(directory),
  );
  // None of them goes as long as anything of a person is in it.
  const known = [...new Set([...manifest.directories, ...created, ...adopted.flatMap(parentsOf)])];
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
