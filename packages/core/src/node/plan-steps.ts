import { findingOf, type Finding } from '../diagnostic.js';
import { parentsOf } from '../plan/check-outputs.js';
import { MANIFEST_PATH } from '../plan/manifest.js';
import type { Content, Plan } from '../plan/plan.js';
import type { Entry } from '../plan/snapshot.js';
import { BACKUP_DIRECTORY } from './journal.js';
import { quote } from '../text/quote.js';
import { readWayTo } from './read-snapshot.js';
import { writing, WriteFailure } from './write-failure.js';
import type { WritingFs } from './writing-fs.js';

/** One path that a run changes. */
export interface Step {
  readonly path: string;
  readonly before: Entry;
  readonly after: Content | undefined;
}

export interface Steps {
  readonly steps: readonly Step[];
  readonly newDirectories: readonly string[];
}

/** What a plan writes and deletes: its outputs, copies of what people wrote, and the record. */
export function stepsOf(fs: WritingFs, root: string, plan: Plan, manifest: Entry): Steps {
  const steps: Step[] = [];
  const backups: Step[] = [];
  for (const { path, action, before, after, backup } of plan.changes) {
    if (action === 'unchanged' || action === 'conflict') continue;
    const copy = backup ? contentOf(before) : undefined;
    if (copy !== undefined)
      backups.push({ path: freeBackupPath(fs, root, path), before: { kind: 'absent' }, after: copy });
    steps.push({ path, before, after });
  }
  if (plan.manifest.before !== plan.manifest.after) steps.push(manifestStep(plan, manifest));
  const directories = new Set(backups.flatMap(({ path }) => parentsOf(path)));
  const missing = [...directories].filter((path) => readWayTo(fs, root, `${path}/.`) === 'missing').toSorted();
  return { steps: [...backups, ...steps], newDirectories: [...missing, ...plan.newDirectories] };
}

function manifestStep({ manifest }: Plan, before: Entry): Step {
  const { after } = manifest;
  const content =
    after === undefined ? undefined : ({ kind: 'file', bytes: new TextEncoder().encode(after), mode: 0o644 } as const);
  return { path: MANIFEST_PATH, before, after: content };
}

function contentOf(entry: Entry): Content | undefined {
  if (entry.kind === 'file') return { kind: 'file', bytes: entry.bytes, mode: entry.mode };
  return entry.kind === 'link' ? { kind: 'link', destination: entry.destination } : undefined;
}

/** An older copy is never overwritten. A name that is taken by a directory, too, is not free. */
function freeBackupPath(fs: WritingFs, root: string, path: string): string {
  for (let number = 0; ; number += 1) {
    const candidate = `${BACKUP_DIRECTORY}/${number === 0 ? path : `${path}.${number}`}`;
    const way = readWayTo(fs, root, candidate);
    if (typeof way === 'object') throw new WriteFailure(candidate, refused(candidate, way.reason));
    const isFree = way === 'missing' || writing(candidate, () => fs.lstat(`${root}/${candidate}`)) === undefined;
    if (isFree) return candidate;
  }
}

function refused(path: string, reason: string): Finding {
  return findingOf('refused-output', { file: path }, { path: quote(path), reason });
}
