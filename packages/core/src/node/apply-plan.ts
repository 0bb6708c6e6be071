import type { Plan } from '../plan/plan.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import { findingOf, type Finding } from '../diagnostic.js';
import type { Entry } from '../plan/snapshot.js';
import { quote } from '../text/quote.js';
import { markDone, namesBeside, unmarkDone, writeJournal, type Journal } from './journal.js';
import { stepsOf, type Step, type Steps } from './plan-steps.js';
import { readWayTo, type DirectoryState } from './read-snapshot.js';
import { rollBack } from './roll-back.js';
import { errorCode } from './source-files.js';
import { attemptEach } from './tidy-directories.js';
import { removeTraces } from './remove-traces.js';
import { changedMeanwhile, tolerate, writing, WriteFailure } from './write-failure.js';
import { writeNewFile } from './write-new-file.js';
import { sha256, type WritingSystem } from './writing-system.js';

export interface Applied {
  /** False: everything is as it was. */
  readonly applied: boolean;
  readonly findings: readonly Finding[];
}

/** A plan for one root: the lock on it is ours, and no interrupted run is left. */
export interface PlannedRoot {
  readonly system: WritingSystem;
  readonly root: string;
  /** The manifest as it was read for the plan. */
  readonly manifest: Entry;
  readonly plan: Plan;
}

/** A root that something is written to, from when its journal is. */
interface Begun {
  readonly planned: PlannedRoot;
  readonly journal: Journal;
  readonly steps: Steps;
  isDone: boolean;
}

/**
 * Makes the disk what plans say, all of them or none. The only writer of outputs. What fails takes every root back; only a
 * process that is killed while it marks one after the other as done leaves some done and others taken back.
 */
export function applyPlans(roots: readonly PlannedRoot[]): readonly Applied[] {
  const begun: Begun[] = [];
  let current: PlannedRoot | undefined;
  const inEach = (act: (run: Begun) => void): void => {
    for (const run of begun) {
      current = run.planned;
      act(run);
    }
  };
  try {
    for (const planned of roots) {
      current = planned;
      begin(planned, begun);
    }
    inEach(refuseIfChanged);
    inEach(commitAll);
    inEach(finish);
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    const more = new Map(begun.toReversed().map((run) => [run.planned, takeBack(run)]));
    return roots.map((root) => ({
      applied: false,
      findings: [...(root === current ? [error.finding] : []), ...(more.get(root) ?? [])],
    }));
  }
  return roots.map((root) => {
    const run = begun.find(({ planned }) => planned === root);
    return { applied: true, findings: run === undefined ? [] : removeTraces(root.system.fs, root.root, run.journal) };
  });
}

/** Everything that can fail for want of space or permission, beside the outputs. */
function begin(planned: PlannedRoot, begun: Begun[]): void {
  const { system, root, plan, manifest } = planned;
  const { fs } = system;
  const steps = stepsOf(fs, root, plan, manifest);
  if (steps.steps.length === 0 && plan.oldDirectories.length === 0) return;
  const journal = describeRun(planned, steps);
  begun.push({ planned, journal, steps, isDone: false });
  writing(OWN_DIRECTORY, () => writeJournal(fs, root, journal));
  for (const directory of steps.newDirectories) makeDirectory(planned, directory);
  for (const [index, step] of steps.steps.entries()) prepare(planned, step, namesBeside(journal, index));
  syncDirectories(planned, steps.steps, steps.newDirectories);
}

/** Only renames. */
function commitAll({ planned, journal, steps: { steps } }: Begun): void {
  for (const [index, step] of steps.entries()) commit(planned, step, namesBeside(journal, index));
  syncDirectories(planned, steps, []);
}

function finish(run: Begun): void {
  const { system, root } = run.planned;
  writing(OWN_DIRECTORY, () => markDone(system.fs, root));
  run.isDone = true;
}

function takeBack({ planned: { system, root }, journal, isDone }: Begun): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (reason: string): unknown =>
    findings.push(findingOf('roll-back-failed', { file: OWN_DIRECTORY }, { path: quote(root), reason }));
  // A run that counts as done must not be half taken back.
  if (isDone) attemptEach(tell, () => unmarkDone(system.fs, root));
  return findings.length > 0 ? findings : rollBack(system.fs, root, journal);
}

function describeRun({ system, root, plan }: PlannedRoot, { steps, newDirectories }: Steps): Journal {
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

function makeDirectory({ system: { fs }, root }: PlannedRoot, directory: string): void {
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

function prepare({ system: { fs }, root }: PlannedRoot, step: Step, { next, kept }: NamesBeside): void {
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
function refuseIfChanged({ planned: { system, root }, steps: { steps } }: Begun): void {
  const { fs } = system;
  const known = new Map<string, DirectoryState>();
  for (const { path, before } of steps) {
    const way = readWayTo(fs, root, path, known);
    const stats = writing(path, () => fs.lstat(`${root}/${path}`));
    const stamp = before.kind === 'file' || before.kind === 'link' ? before.stamp : undefined;
    if (way !== 'directory' || stats?.stamp !== stamp) throw changedMeanwhile(path);
  }
}

function commit({ system: { fs }, root }: PlannedRoot, { path, after }: Step, { next }: NamesBeside): void {
  writing(path, () => {
    if (after === undefined) fs.removeFile(`${root}/${path}`);
    else fs.rename(`${root}/${next}`, `${root}/${path}`);
  });
}

/** Names are on the disk only when their directory is. */
function syncDirectories(
  { system: { fs }, root }: PlannedRoot,
  steps: readonly Step[],
  newDirectories: readonly string[],
): void {
  const directories = new Set([...steps.map(({ path }) => path), ...newDirectories].map(directoryOf));
  for (const directory of directories) writing(directory, () => fs.syncDirectory(`${root}/${directory}`));
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.';
}
