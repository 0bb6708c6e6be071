import { escapeInvisible, type PermissionChange, type RosterComparison } from '@canonry/core';
import { byKind, KINDS, subjectOf } from './comparison-text.js';

/** What changed, for a comment on a pull request. */
export function comparisonToMarkdown({ changes, added, removed }: RosterComparison): string {
  const counts = KINDS.map((kind) => [changes.filter((change) => change.kind === kind).length, kind] as const);
  const summary = counts.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  const notes = [
    ...added.map((agent) => `- ${code(agent)} is new; it is compared with an agent that may do nothing.`),
    ...removed.map((agent) => `- ${code(agent)} is gone.`),
  ];
  const title = `### Permissions: ${summary.join(', ') || 'no agent may do more or less than before'}\n`;
  const sections = [title, tableOf(changes), notes.map((note) => `${note}\n`).join('')];
  return sections.filter((section) => section !== '').join('\n');
}

function tableOf(changes: readonly PermissionChange[]): string {
  if (changes.length === 0) return '';
  const rows = [...changes].toSorted(byKind).map((change) => {
    const [who, what] = subjectOf(change);
    const kind = change.kind === 'narrowed' ? change.kind : `**${change.kind}**`;
    const example = change.witness === null ? '' : code(change.witness);
    return `| ${kind} | ${code(who)} | ${code(what)} | ${change.old ?? 'unspecified'} | ${change.new ?? 'unspecified'} | ${example} |\n`;
  });
  return `| | who | what | was | is now | for example |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('')}`;
}

/** A code span: longer backticks outside than inside, and no bar that would end the table's cell. */
function code(text: string): string {
  const shown = escapeInvisible(text).replaceAll('|', '\\|');
  if (shown === '') return '';
  const fence = '`'.repeat(1 + Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)));
  const space = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}
