import { findingOf, type Finding } from '../diagnostic.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import { quote } from '../text/quote.js';
import { JOURNAL, namesBeside, removeDraft, type Journal, type JournalStep } from './journal.js';
import { readSnapshot } from './read-snapshot.js';
import { attemptEach, BlockedWay, isReachable, removeIfEmpty } from './tidy-directories.js';
import { tolerate } from './write-failure.js';
import type { WritingFs } from './writing-fs.js';
import { sha256 } from './writing-system.js';

/** Takes a run back that was not done. Can be done again, as often as it is interrupted; the journal goes last. */
export function rollBack(fs: WritingFs, root: string, journal: Journal): readonly Finding[] {
  const findings: Finding[] = [];
  const attempt = (path: string, act: () => void): void =>
    attemptEach((reason) => findings.push(failed(path, reason)), act);
  for (const [index, step] of [...journal.steps.entries()].toReversed())
    attempt(step.path, () => takeBack(fs, root, step, namesBeside(journal, index)));
  for (const directory of journal.newDirectories.toReversed())
    attempt(directory, () => removeIfEmpty(fs, root, directory));
  if (findings.length > 0) return findings;
  attempt(JOURNAL, () => {
    for (const directory of directoriesOf(journal))
      tolerate(['ENOENT', 'ENOTDIR'], () => fs.syncDirectory(`${root}/${directory}`));
    tolerate(['ENOENT'], () => fs.removeFile(`${root}/${JOURNAL}`));
    removeDraft(fs, root);
    fs.syncDirectory(`${root}/${OWN_DIRECTORY}`);
  });
  return findings;
}

function takeBack(
  fs: WritingFs,
  root: string,
  step: JournalStep,
  { next, kept }: { readonly next: string; readonly kept: string },
): void {
  if (!isReachable(fs, root, step.path)) return;
  const path = `${root}/${step.path}`;
  const state = stateOf(fs, root, step);
  const old = fs.lstat(`${root}/${kept}`);
  // Before the rename, both names lead to the same file; renaming one over the other would do nothing.
  const isUntouched = old !== undefined && old.inode === fs.lstat(path)?.inode;
  if (old !== undefined && !isUntouched && state !== 'foreign') fs.rename(`${root}/${kept}`, path);
  else if (old !== undefined) fs.removeFile(`${root}/${kept}`);
  else if (!step.existed && state === 'ours') fs.removeFile(path);
  tolerate(['ENOENT'], () => fs.removeFile(`${root}/${next}`));
}

/** Who made what is at a path now: this run, or a person who came after it, whose work stays. */
function stateOf(fs: WritingFs, root: string, { path, after }: JournalStep): 'absent' | 'ours' | 'foreign' {
  const entry = readSnapshot(fs, root, [path]).entries.get(path);
  if (entry === undefined || entry.kind === 'absent') return 'absent';
  // If nobody can tell, going back has to wait.
  if (entry.kind === 'obstacle' && entry.isUnreadable === true) throw new BlockedWay(entry.reason);
  if (entry.kind === 'obstacle' || after === null) return 'foreign';
  const isOurs =
    after.kind === 'link'
      ? entry.kind === 'link' && entry.destination === after.destination
      : entry.kind === 'file' && sha256(entry.bytes) === after.sha256;
  return isOurs ? 'ours' : 'foreign';
}

function directoriesOf({ steps, newDirectories }: Journal): ReadonlySet<string> {
  const paths = [...steps.map(({ path }) => path), ...newDirectories];
  return new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.'));
}

function failed(path: string, reason: string): Finding {
  return findingOf('roll-back-failed', { file: path }, { path: quote(path), reason });
}
