import type { Node } from 'jsonc-parser';
import type { FileTree } from '../file-tree.js';
import { removeFrom } from '../shared-files/edit-json.js';
import { parseJsonDocument } from '../shared-files/json-document.js';

interface Search {
  readonly alone: FileTree;
  readonly merged: FileTree;
  /** Paths, one of which may be the cause. */
  readonly suspects: readonly string[];
  /** True if the harness still lets the agent do more with these files. */
  readonly isWidening: (files: FileTree) => boolean;
}

export interface Culprit {
  readonly path: string;
  /** One-based. */
  readonly line: number;
}

/** The file without which nothing is wider, and the line of the innermost entry for which that is true. No harness has to be known for it. */
export function findCulprit({ alone, merged, suspects, isWidening }: Search): Culprit {
  const path = suspects.find((suspect) => !isWidening(replace(merged, suspect, alone.get(suspect)?.bytes)));
  // Several files together, each of which would be enough: the first stands for them.
  if (path === undefined) return { path: suspects[0] ?? '', line: 1 };
  const text = new TextDecoder().decode(merged.get(path)?.bytes);
  const isWideningWith = (other: string): boolean => isWidening(replace(merged, path, new TextEncoder().encode(other)));
  return { path, line: lineOf(text, isWideningWith) };
}

function replace(files: FileTree, path: string, bytes: Uint8Array | undefined): FileTree {
  const copy = new Map(files);
  if (bytes === undefined) copy.delete(path);
  else copy.set(path, { executable: false, ...files.get(path), bytes });
  return copy;
}

function lineOf(text: string, isWidening: (text: string) => boolean): number {
  const document = parseJsonDocument(text);
  return typeof document === 'string' ? lineOfText(text, isWidening) : lineOfEntry(document.root, text, isWidening);
}

/** Takes away one entry after the other, and looks into the one that makes the difference. */
function lineOfEntry(container: Node, text: string, isWidening: (text: string) => boolean): number {
  const children = container.children ?? [];
  const index = children.findIndex((_, at) => !isWidening(removeFrom(text, container, at)));
  const entry = children[index];
  if (entry === undefined) return lineAt(text, container.offset);
  const value = entry.type === 'property' ? entry.children?.[1] : entry;
  const isContainer = value?.type === 'object' || value?.type === 'array';
  const inner = isContainer && value !== undefined ? lineOfEntry(value, text, isWidening) : undefined;
  return inner === undefined || inner === lineAt(text, value?.offset ?? 0) ? lineAt(text, entry.offset) : inner;
}

/** The same with the lines of a file that is no JSON, such as a front matter. A line that only opens what is below it is no entry. */
function lineOfText(text: string, isWidening: (text: string) => boolean): number {
  const lines = text.split('\n').slice(0, MOST_LINES);
  const index = lines.findIndex((line, at) => isEntry(line) && !isWidening(lines.toSpliced(at, 1).join('\n')));
  return Math.max(0, index) + 1;
}

function isEntry(line: string): boolean {
  return /\w/.test(line) && !line.trimEnd().endsWith(':');
}

/** Permissions stand at the beginning. */
const MOST_LINES = 100;

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
