import type { Change, Content } from '../plan/plan.js';
import type { Entry } from '../plan/snapshot.js';
import { escapeInvisible } from '../text/quote.js';

/** A change as `git diff` shows it; the texts only for changes of content. Loads the diff library when it is needed. */
export async function unifiedDiff(change: Change): Promise<string> {
  const before = describe(change.before);
  const after = describe(change.after);
  const name = escapeInvisible(change.path);
  const header = [
    `--- ${before === undefined ? '/dev/null' : `a/${name}`}`,
    `+++ ${after === undefined ? '/dev/null' : `b/${name}`}`,
    ...(before !== undefined && after !== undefined && before.mode !== after.mode
      ? [`old mode ${before.mode}`, `new mode ${after.mode}`]
      : []),
  ];
  const texts = [before?.text ?? '', after?.text ?? ''];
  if (texts[0] === texts[1]) return `${header.join('\n')}\n`;
  if (before?.text === undefined && before !== undefined) return `${header.join('\n')}\nbinary files differ\n`;
  if (after?.text === undefined && after !== undefined) return `${header.join('\n')}\nbinary files differ\n`;
  const { structuredPatch } = await import('diff/lib/patch/create.js');
  const { hunks } = structuredPatch('', '', texts[0] ?? '', texts[1] ?? '', '', '', { context: 3 });
  const lines = hunks.flatMap((hunk) => [
    `@@ -${rangeOf(hunk.oldStart, hunk.oldLines)} +${rangeOf(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines.map(showLine),
  ]);
  return `${[...header, ...lines].join('\n')}\n`;
}

/** Of no lines at all, the one before is named: so the format has it, and `patch` reads it. */
function rangeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

interface Side {
  readonly mode: string;
  /** Absent for what is no text. */
  readonly text?: string;
}

function describe(content: Entry | Content | undefined): Side | undefined {
  if (content === undefined || content.kind === 'absent' || content.kind === 'obstacle') return undefined;
  if (content.kind === 'link') return { mode: '120000', text: content.destination };
  const mode = (content.mode & 0o100) === 0 ? '100644' : '100755';
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content.bytes);
    return text.includes('\0') ? { mode } : { mode, text };
  } catch {
    return { mode };
  }
}

/** No text of a file may move the cursor or hide itself on a terminal; tabs are harmless. */
function showLine(line: string): string {
  return line.split('\t').map(escapeInvisible).join('\t');
}
