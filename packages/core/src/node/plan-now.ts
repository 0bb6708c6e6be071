import { join } from 'node:path';
import { findingOf, type Finding } from '../diagnostic.js';
import { strangersIn, whyNotOurs, type ManifestBounds } from '../plan/check-manifest.js';
import { EMPTY_MANIFEST, MANIFEST_PATH, parseManifest, targetsOf, type Manifest } from '../plan/manifest.js';
import { otherSourceOf, seenFrom, targetOfOwner } from '../plan/owners.js';
import { explainManifest, pathsToRead, planChanges } from '../plan/plan-changes.js';
import type { Plan } from '../plan/plan.js';
import type { Entry } from '../plan/snapshot.js';
import { quote } from '../text/quote.js';
import { shellWord } from '../text/shell-word.js';
import type { OutputRoot } from './output-root.js';
import { readSnapshot } from './read-snapshot.js';
import { writing } from './write-failure.js';
import type { WritingOptions } from './writing-options.js';
import { sha256, thisSystem, type WritingSystem } from './writing-system.js';

export interface PlanNow {
  /** Absent if the manifest cannot be used, or must not be followed. */
  readonly plan: Plan | undefined;
  /** The manifest as it was read for the plan. */
  readonly manifest: Entry;
  readonly findings: readonly Finding[];
}

/** What would have to change below one root at this moment. */
export function planNow(options: WritingOptions, system: WritingSystem, root: OutputRoot): PlanNow {
  const { source = '', everySource = false, rendered, only, force = false, nothingEnabledIn } = options;
  const entry = readManifestEntry(system, root.path);
  const text = entry.kind === 'file' ? new TextDecoder().decode(entry.bytes) : undefined;
  const read = readManifest(entry, text, { owns: options.owns, sources: root.sources });
  if (typeof read === 'string')
    return { plan: undefined, manifest: entry, findings: [explainManifest(MANIFEST_PATH, read)] };
  const manifest = seenFrom(source, read);
  const count = countOurs(manifest);
  // A file that is empty for a moment, while somebody saves it, says the same.
  if (nothingEnabledIn !== undefined && count > 0)
    return { plan: undefined, manifest: entry, findings: [explainNothingEnabled(count, nothingEnabledIn)] };
  const strangers = strangersIn(manifest, options.owns);
  const scope = { rendered, only, everySource, strangers, sources: root.sources };
  const snapshot = readSnapshot(system.fs, root.path, pathsToRead(manifest, scope));
  const known = { source, manifest, manifestText: text, snapshot };
  const { prefix, isClean } = options;
  const plan = planChanges({ ...scope, ...known, force, prefix, isClean, hash: sha256 });
  const reviewed = plan.isBlocked ? [] : (options.review?.(plan) ?? []);
  const orphans = everySource ? [] : findOrphans(manifest, system, root);
  const left = only === undefined ? explainStrangers(strangers, manifest, { everySource, root }) : [];
  return { plan, manifest: entry, findings: [...plan.findings, ...orphans, ...left, ...reviewed] };
}

/** The targets of one source, or of any, that have something on record below a directory. None, if the record cannot be used. */
export function recordedTargets(root: string, source?: string): readonly string[] {
  const entry = readManifestEntry(thisSystem(), root);
  const text = entry.kind === 'file' ? new TextDecoder().decode(entry.bytes) : undefined;
  const manifest = text === undefined ? EMPTY_MANIFEST : parseManifest(text);
  if (typeof manifest === 'string') return [];
  const owners = [...seenFrom(source ?? '', manifest).files.values()].flatMap(targetsOf);
  const wanted = owners.filter((owner) => source === undefined || otherSourceOf(owner) === undefined);
  return [...new Set(wanted.map(targetOfOwner))].toSorted();
}

function readManifestEntry({ fs }: WritingSystem, root: string): Entry {
  return readSnapshot(fs, root, [MANIFEST_PATH]).entries.get(MANIFEST_PATH) ?? { kind: 'absent' };
}

function readManifest(entry: Entry, text: string | undefined, bounds: ManifestBounds): Manifest | string {
  if (entry.kind === 'absent') return EMPTY_MANIFEST;
  const manifest = text === undefined ? 'it is not a file that can be read' : parseManifest(text);
  return typeof manifest === 'string' ? manifest : (whyNotOurs(manifest, bounds) ?? manifest);
}

function countOurs({ files }: Manifest): number {
  return [...files.values()].filter((owned) => targetsOf(owned).some((owner) => otherSourceOf(owner) === undefined))
    .length;
}

/** Says of which sources nobody will ever remove the outputs, because they were moved or deleted. */
function findOrphans({ files }: Manifest, { fs }: WritingSystem, { path }: OutputRoot): readonly Finding[] {
  const others = [...files.values()].flatMap(targetsOf).flatMap((owner) => otherSourceOf(owner) ?? []);
  return [...new Set(others)].toSorted().flatMap((source) => {
    const isThere = writing(MANIFEST_PATH, () => fs.lstat(join(path, source))) !== undefined;
    if (isThere) return [];
    const command = `canonry clean --out ${shellWord(path)} --source ${shellWord(source)}`;
    const parameters = { source: quote(source), root: quote(path), command };
    return [findingOf('orphaned-outputs', { file: MANIFEST_PATH }, parameters)];
  });
}

/** Says what stays because the target that wrote it is not known here, and how it goes. */
function explainStrangers(
  strangers: ReadonlySet<string>,
  { files }: Manifest,
  { everySource, root }: { readonly everySource: boolean; readonly root: OutputRoot },
): readonly Finding[] {
  return [...strangers].flatMap((target) => {
    const owned = [...files].filter(([, item]) =>
      targetsOf(item).some(
        (owner) => targetOfOwner(owner) === target && (everySource || otherSourceOf(owner) === undefined),
      ),
    );
    const [first] = owned;
    if (first === undefined) return [];
    const count = owned.length === 1 ? 'one output' : `${owned.length} outputs`;
    const command = `canonry clean -t ${shellWord(target)}${everySource ? ` --out ${shellWord(root.path)}` : ''}`;
    return [
      findingOf('unknown-owner', { file: MANIFEST_PATH, target }, { target, count, path: quote(first[0]), command }),
    ];
  });
}

function explainNothingEnabled(number: number, file: string): Finding {
  const count = number === 1 ? 'one output' : `${number} outputs`;
  return findingOf('nothing-enabled', { file: MANIFEST_PATH }, { count, file });
}
