import { findingOf, type Finding } from '../diagnostic.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import { quote } from '../text/quote.js';
import { DONE_JOURNAL, namesBeside, type Journal } from './journal.js';
import { attemptEach, isReachable, removeIfEmpty } from './tidy-directories.js';
import { tolerate } from './write-failure.js';
import type { WritingFs } from './writing-fs.js';

/** After everything is done: the old contents, the directories that are empty now, the journal. Can be done again. */
export function removeTraces(fs: WritingFs, root: string, journal: Journal): readonly Finding[] {
  const findings: Finding[] = [];
  const attempt = (path: string, act: () => void): void =>
    attemptEach((reason) => findings.push(leftBehind(path, reason)), act);
  // As long as the disk may still know the journal by its first name, what it needs for going back has to stay.
  attempt(DONE_JOURNAL, () => fs.syncDirectory(`${root}/${OWN_DIRECTORY}`));
  if (findings.length > 0) return findings;
  for (const [index, { path }] of journal.steps.entries())
    attempt(path, () => {
      const { next, kept } = namesBeside(journal, index);
      if (isReachable(fs, root, path)) for (const name of [next, kept]) removeIfThere(fs, `${root}/${name}`);
    });
  for (const directory of journal.oldDirectories) attempt(directory, () => removeIfEmpty(fs, root, directory));
  if (findings.length === 0) attempt(DONE_JOURNAL, () => removeIfThere(fs, `${root}/${DONE_JOURNAL}`));
  return findings;
}

function removeIfThere(fs: WritingFs, path: string): void {
  tolerate(['ENOENT', 'ENOTDIR'], () => fs.removeFile(path));
}

function leftBehind(path: string, reason: string): Finding {
  return findingOf('left-behind', { file: path }, { path: quote(path), reason });
}
