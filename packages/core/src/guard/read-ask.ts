import { splitCommandLine } from '../policy/command-line.js';
import { textOf, type CommandPart, type SplitLine } from '../policy/subject.js';
import type { Ask } from './request.js';

/** An ask; that about a command line with what the line holds, since taking it apart is what costs time. */
export interface ReadAsk extends Ask {
  readonly split?: SplitLine;
  /** The files that the line opens by itself and spells out. What stands for any file is decided with the line. */
  readonly opened?: readonly OpenedFile[];
}

export interface OpenedFile {
  readonly tool: 'read' | 'edit';
  readonly path: string;
}

/** Each of them is looked up on the disk, and a harness waits for a guard only so long. */
const MOST_FILES = 500;

export function readAsk({ tool, subject }: Ask): ReadAsk {
  if (tool !== 'bash') return { tool, subject };
  const split = splitCommandLine(subject);
  const opened = split.kind === 'parts' ? split.parts.flatMap(openedBy) : [];
  if (opened.length > MOST_FILES) throw new Error(`a line that opens more than ${MOST_FILES} files`);
  return { tool, subject, split, opened };
}

function openedBy({ tool, alternatives }: CommandPart): readonly OpenedFile[] {
  if (tool !== 'read' && tool !== 'edit') return [];
  const texts = alternatives.map(textOf).filter((text) => text !== null);
  return texts.map((path) => ({ tool, path }));
}
