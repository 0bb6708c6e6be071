import { findingOf, type Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { errorCode, reasonOf } from './source-files.js';

/** A refusal of the system, with the path that a person knows: not the temporary name beside it. */
export class WriteFailure extends Error {
  readonly path: string;
  readonly finding: Finding;

  constructor(path: string, finding: Finding) {
    super(finding.message);
    this.path = path;
    this.finding = finding;
  }
}

/** Runs calls to the file system on behalf of one path. */
export function writing<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof WriteFailure || errorCode(error) === undefined) throw error;
    const parameters = { path: quote(path), reason: reasonOf(error) };
    throw new WriteFailure(path, findingOf('write-failed', { file: path }, parameters));
  }
}

export function changedMeanwhile(path: string): WriteFailure {
  return new WriteFailure(path, findingOf('changed-meanwhile', { file: path }, { path: quote(path) }));
}

/** Does what it can after a failure; the first failure is the one that is told. */
export function tidyUp(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof WriteFailure) && errorCode(error) === undefined) throw error;
  }
}

/** Does something that may find nothing to do: the errors named are no failure. */
export function tolerate(codes: readonly string[], act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!codes.includes(errorCode(error) ?? '')) throw error;
  }
}
