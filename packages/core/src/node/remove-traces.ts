import { findingOf, type Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { OWN_DIRECTORY } from '../plan/safe-path.js';
import { readWayTo } from './read-snapshot.js';
import { DONE_JOURNAL, namesBeside, type Journal } from './journal.js';
import { errorCode, reasonOf } from './source-files.js';
import { tolerate } from './write-failure.js';
import type { WritingFs } from './writing-fs.js';

/** After everything is done: the old contents, the directories that are empty now, the journal. Can be done again. */
export function removeTraces(fs: WritingFs, root: string, journal: Journal): readonly Finding[] {
  const findings: Finding[] = [];
  // As long as the disk may still know the journal by its first name, what it needs for going back has to stay.
  attempt(DONE_JOURNAL, findings, () => fs.syncDirectory(`${root}/${OWN_DIRECTORY}`));
  if (findings.length > 0) return findings;
  for (const [index, { path }] of journal.steps.entries()) {
    const { next, kept } = namesBeside(journal, index);
    if (readWayTo(fs, root, path) !== 'directory') continue;
    attempt(path, findings, () => removeIfThere(fs, `${root}/${next}`));
    attempt(path, findings, () => removeIfThere(fs, `${root}/${kept}`));
  }
  for (const directory of journal.oldDirectories)
    attempt(directory, findings, () => {
      if (readWayTo(fs, root, `${directory}/.`) === 'directory')
        tolerate(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => fs.removeDirectory(`${root}/${directory}`));
    });
  if (findings.length === 0) attempt(DONE_JOURNAL, findings, () => removeIfThere(fs, `${root}/${DONE_JOURNAL}`));
  return findings;
}

function removeIfThere(fs: WritingFs, path: string): void {
  tolerate(['ENOENT', 'ENOTDIR'], () => fs.removeFile(path));
}

function attempt(path: string, findings: Finding[], act: () => void): void {
  try {
    act();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    findings.push(findingOf('left-behind', { file: path }, { path: quote(path), reason: reasonOf(error) }));
  }
}
