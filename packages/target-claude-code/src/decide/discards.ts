import type { DiscardedFile, FileTree } from '@canonry/core';
import { readJson } from '@canonry/core/read-json';
import { isRecord } from './plain-value.js';
import { findInvalid, parseJson } from './settings.js';
import { textOf } from './text-of.js';

const SETTINGS = ['.claude/settings.json', '.claude/settings.local.json', '~/.claude/settings.json'];

/** The settings files that Claude Code passes over as a whole. It says so to nobody who does not ask (`claude doctor`). */
export function discards(files: FileTree): readonly DiscardedFile[] {
  return SETTINGS.flatMap((path) => {
    const text = textOf(files, path);
    const why = text === undefined || text.trim() === '' ? undefined : whyDiscarded(text);
    if (text === undefined || why === undefined) return [];
    return [{ path, line: text.slice(0, why.offset).split('\n').length, reason: why.reason }];
  });
}

interface Why {
  readonly offset: number;
  readonly reason: string;
}

function whyDiscarded(text: string): Why | undefined {
  const value = parseJson(text);
  const read = readJson(text);
  if (typeof read === 'string') return { offset: 0, reason: read };
  if (!isRecord(value)) return whyNoJson(text, read.comment);
  const invalid = findInvalid(value);
  if (invalid === undefined) return undefined;
  // The value itself may be a secret.
  return { offset: read.placeOf(invalid).offset, reason: `it does not take the value of ${invalid.join('.')}` };
}

/** It is JSON but for a comment or a comma. */
function whyNoJson(text: string, comment: number | undefined): Why {
  if (comment !== undefined) return { offset: comment, reason: 'it reads no comments' };
  const comma = /,(?=\s*[}\]])/.exec(text)?.index ?? 0;
  return { offset: comma, reason: 'it takes no comma behind the last entry' };
}
