import { MANIFEST_PATH } from '../plan/manifest.js';
import type { Plan } from '../plan/plan.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import type { Finding } from '../diagnostic.js';
import type { Entry } from '../plan/snapshot.js';
import { markDone, namesBeside, writeJournal, type Journal } from './journal.js';
import { stepsOf, type Step, type Steps } from './plan-steps.js';
import { readSnapshot, readWayTo, type DirectoryState } from './read-snapshot.js';
import { rollBack } from './roll-back.js';
import { errorCode } from './source-files.js';
import { removeTraces } from './remove-traces.js';
import { changedMeanwhile, tolerate, writing, WriteFailure } from './write-failure.js';
import { writeNewFile } from './write-new-file.js';
import { sha256, type WritingSystem } from './writing-system.js';

export interface Applied {
  /** False: everything is as it was. */
  readonly applied: boolean;
  readonly findings: readonly Finding[];
}

/** Where a plan is applied: the lock on the root is ours, and no interrupted run is left. */
export interface ApplyContext {
  readonly system: WritingSystem;
  readonly root: string;
  /** The manifest as it was read for the plan. */
  readonly manifest: Entry;
}

/** Makes the disk what a plan says, all of it or nothing. The only writer of outputs. */
export function applyPlan(context: ApplyContext, plan: Plan): Applied {
  if (plan.isBlocked) return { applied: false, findings: [] };
  const { system, root, manifest } = context;
  const { fs } = system;
  let journal: Journal | undefined;
  try {
    const steps = stepsOf(fs, root, plan, manifest);
    if (steps.steps.length === 0 && plan.oldDirectories.length === 0) return { applied: true, findings: [] };
    journal = describeRun(context, plan, steps);
    run(context, journal, steps);
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    const more = journal === undefined ? [] : rollBack(fs, root, journal);
    return { applied: false, findings: [error.finding, ...more] };
  }
  return { applied: true, findings: removeTraces(fs, root, journal) };
}

function describeRun({ system, root }: ApplyContext, plan: Plan, { steps, newDirectories }: Steps): Journal {
  return {
    run: system.unique(),
    directory: writing(OWN_DIRECTORY, () => system.fs.lstat(`${root}/${OWN_DIRECTORY}`))?.inode ?? '',
    steps: steps.map(({ path, before, after }) => ({
      path,
      existed: before.kind !== 'absent',
      after: after?.kind === 'file' ? { kind: 'file', sha256: sha256(after.bytes) } : (after ?? null),
    })),
    newDirectories,
    oldDirectories: plan.oldDirectories,
  };
}

/** First everything that can fail for want of space or permission, beside the outputs; then only renames. */
function run(context: ApplyContext, journal: Journal, { steps, newDirectories }: Steps): void {
  const { fs } = context.system;
  const { root } = context;
  writing(OWN_DIRECTORY, () => writeJournal(fs, root, journal));
  for (const directory of newDirectories) makeDirectory(context, directory);
  for (const [index, step] of steps.entries()) prepare(context, step, namesBeside(journal, index));
  syncDirectories(context, steps, newDirectories);
  refuseIfChanged(context, steps);
  for (const [index, step] of steps.entries()) commit(context, step, namesBeside(journal, index));
  syncDirectories(context, steps, []);
  writing(OWN_DIRECTORY, () => markDone(fs, root));
}

function makeDirectory({ system: { fs }, root }: ApplyContext, directory: string): void {
  const path = `${root}/${directory}`;
  writing(directory, () => {
    tolerate(['EEXIST'], () => {
      fs.makeDirectory(path);
      fs.setDirectoryMode(path, 0o755);
    });
  });
}

interface NamesBeside {
  readonly next: string;
  readonly kept: string;
}

function prepare({ system: { fs }, root }: ApplyContext, step: Step, { next, kept }: NamesBeside): void {
  const { path, before, after } = step;
  writing(path, () => {
    const owner = before.kind === 'file' ? before.owner : undefined;
    if (after?.kind === 'file') writeNewFile(fs, `${root}/${next}`, after.bytes, after.mode, owner);
    if (after?.kind === 'link') fs.makeLink(after.destination, `${root}/${next}`);
    if (before.kind === 'link') fs.makeLink(before.destination, `${root}/${kept}`);
    if (before.kind !== 'file') return;
    try {
      fs.makeHardLink(`${root}/${path}`, `${root}/${kept}`);
    } catch (error) {
      // Not every file system has hard links, and not every kernel lets everybody make one.
      if (!NO_HARD_LINKS.has(errorCode(error) ?? '')) throw error;
      writeNewFile(fs, `${root}/${kept}`, before.bytes, before.mode, owner);
    }
  });
}

const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** The last look before the first change that others can see: what a person saved meanwhile is not overwritten. */
function refuseIfChanged({ system: { fs }, root }: ApplyContext, steps: readonly Step[]): void {
  const known = new Map<string, DirectoryState>();
  for (const { path, before } of steps) {
    const way = readWayTo(fs, root, path, known);
    const stats = writing(path, () => fs.lstat(`${root}/${path}`));
    const stamp = before.kind === 'file' || before.kind === 'link' ? before.stamp : undefined;
    if (way !== 'directory' || stats?.stamp !== stamp) throw changedMeanwhile(path);
  }
}

function commit({ system: { fs }, root }: ApplyContext, { path, after }: Step, { next }: NamesBeside): void {
  writing(path, () => {
    if (after === undefined) fs.removeFile(`${root}/${path}`);
    else fs.rename(`${root}/${next}`, `${root}/${path}`);
  });
}

/** Names are on the disk only when their directory is. */
function syncDirectories(
  { system: { fs }, root }: ApplyContext,
  steps: readonly Step[],
  newDirectories: readonly string[],
): void {
  const directories = new Set([...steps.map(({ path }) => path), ...newDirectories].map(directoryOf));
  for (const directory of directories) writing(directory, () => fs.syncDirectory(`${root}/${directory}`));
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.';
}

/** The manifest as an entry, for a plan and for applying it. */
export function readManifestEntry({ fs }: WritingSystem, root: string): Entry {
  return readSnapshot(fs, root, [MANIFEST_PATH]).entries.get(MANIFEST_PATH) ?? { kind: 'absent' };
}
