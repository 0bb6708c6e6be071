import { findingOf, type Finding } from '../diagnostic.js';
import { findHolder } from './output-lock.js';
import { findJournal, removeDraft, type FoundJournal } from './journal.js';
import { removeTraces } from './remove-traces.js';
import { rollBack } from './roll-back.js';
import { tolerate, writing } from './write-failure.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import type { WritingSystem } from './writing-system.js';

/** Brings a run to an end that was interrupted: what was done stays, what was not is taken back. The lock is ours. */
export function recover({ fs }: WritingSystem, root: string): readonly Finding[] {
  const found = writing(OWN_DIRECTORY, () => findJournal(fs, root));
  if (found === undefined) {
    writing(OWN_DIRECTORY, () => removeDraft(fs, root));
    return [];
  }
  const { path, journal, isDone } = found;
  if (typeof journal === 'string') return [findingOf('foreign-journal', { file: path }, { path, reason: journal })];
  if (!isDone) return rollBack(fs, root, journal);
  // What it could not tidy up is no reason not to go on: what it wrote is as it should be.
  return removeTraces(fs, root, journal);
}

/** True if a run has left anything behind, if only a lock. */
export function hasTraces({ fs }: WritingSystem, root: string): boolean {
  let names: readonly string[] = ['manifest.json'];
  writing(OWN_DIRECTORY, () =>
    tolerate(['ENOENT', 'ENOTDIR'], () => {
      names = fs.listDirectory(`${root}/${OWN_DIRECTORY}`);
    }),
  );
  return names.length === 0 || names.some((name) => name !== 'manifest.json' && name !== 'backup');
}

/** The same for somebody who only looks: says that there is something to finish, or who is at it. */
export function findInterrupted(system: WritingSystem, root: string): Finding | undefined {
  const found = writing(OWN_DIRECTORY, () => findJournal(system.fs, root));
  if (found === undefined) return undefined;
  return findHolder(system, root) ?? explain(found);
}

function explain({ path, journal }: FoundJournal): Finding {
  return typeof journal === 'string'
    ? findingOf('foreign-journal', { file: path }, { path, reason: journal })
    : findingOf('interrupted-run', { file: path }, { path: journal.steps[0]?.path ?? path });
}
