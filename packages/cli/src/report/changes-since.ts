import { compareRosters, hasErrors, quote } from '@canonry/core';
import { loadRevision, type LoadedRoster } from '@canonry/core/node';
import type { ReportedChanges } from '@canonry/core/report';
import type { ExitCode } from '../command.js';
import { byKind } from '../comparison-text.js';
import type { Io } from '../io.js';
import { reportDiagnostics } from '../report-diagnostics.js';

/** What has changed in what agents may do; an exit code, and said, if the revision cannot be compared. */
export async function changesSince(revision: string, now: LoadedRoster, io: Io): Promise<ReportedChanges | ExitCode> {
  io.progress?.(`comparing with ${revision}`);
  const old = await loadRevision({ source: now.root, revision, targets: io.targets });
  if ('reason' in old) {
    io.stderr.write(`canonry report: ${quote(revision)} is nothing to compare with: ${old.reason}\n`);
    return 2;
  }
  // What an agent with errors might do is unknown, so nothing is said about any of them.
  if (hasErrors(old.diagnostics)) {
    reportDiagnostics(old.diagnostics, old.root, io);
    return 1;
  }
  const enforcement = new Map(io.targets.map((target) => [target.name, target.enforcement]));
  const { changes, added, removed } = compareRosters(old.roster, now.roster, { enforcement });
  return { revision, changes: [...changes].toSorted(byKind), added, removed };
}
