import { findingOf, type Finding } from '../diagnostic.js';
import { bytesWithLineFeeds } from '../shared-files/line-ends.js';
import { quoteList } from '../text/quote.js';
import { isSameBytes } from './merge-outputs.js';
import type { Change } from './plan.js';
import type { Wording } from './plan-change.js';

/** Says why many files differ at once: Git, or an editor, gave them other line ends. */
export function findConverted(changes: readonly Change[], { prefix = '' }: Wording): readonly Finding[] {
  const paths = changes.filter(isConverted).map(({ path }) => path);
  const [file] = paths;
  return file === undefined
    ? []
    : [findingOf('converted-line-ends', { file }, { what: quoteList(paths.map((path) => `${prefix}${path}`)) })];
}

function isConverted({ action, before, after }: Change): boolean {
  if (action !== 'update' || before.kind !== 'file' || after?.kind !== 'file') return false;
  if (isSameBytes(before.bytes, after.bytes)) return false;
  return isSameBytes(bytesWithLineFeeds(before.bytes), bytesWithLineFeeds(after.bytes));
}
