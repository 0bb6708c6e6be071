import { createScanner, type Node } from 'jsonc-parser';
import { compactJson, prettyJson, type JsonLayout, type JsonValue } from '../text/json.js';

/*
 * The library knows where things stand; the edits are ours, because its own reformat the lines that they touch and drop
 * comments. Removing what was inserted gives the text back, byte for byte.
 */

/** Puts another value in the place of one. */
export function replaceNode(text: string, node: Node, value: JsonValue, layout: JsonLayout): string {
  return splice(text, node.offset, endOf(node), prettyJson(value, layout, indentAt(text, node.offset)));
}

/** A member of an object, or an item of an array (no key). */
export interface NewMember {
  readonly key?: string;
  readonly value: JsonValue;
}

/** Adds members to an object or items to an array, after the last one. */
export function insertInto(text: string, container: Node, members: readonly NewMember[], layout: JsonLayout): string {
  const print = ({ key }: NewMember, json: string): string =>
    key === undefined ? json : `${JSON.stringify(key)}: ${json}`;
  const onLines = (indent: string): string =>
    members
      .map((member) => layout.lineEnd + indent + print(member, prettyJson(member.value, layout, indent)))
      .join(',');
  const inline = members.map((member) => ` ${print(member, compactJson(member.value))}`).join(',');
  const last = container.children?.at(-1);
  const close = endOf(container) - 1;
  if (last === undefined) {
    const lines = onLines(indentAt(text, container.offset) + layout.unit);
    return insertIntoEmpty(text, container, { lines, inline }, layout);
  }
  const end = endOf(last);
  const { comma, lineEnd } = lookBehind(text, end, close);
  if (!standsAlone(text, last))
    return comma === undefined
      ? splice(text, end, end, `,${inline}`)
      : splice(text, comma + 1, comma + 1, `${inline},`);
  const lines = onLines(indentAt(text, last.offset));
  if (comma !== undefined) return splice(text, lineEnd, lineEnd, `${lines},`);
  return splice(splice(text, lineEnd, lineEnd, lines), end, end, ',');
}

/** Takes a member or an item out, with its comma and its line, and nothing else: comments beside it stay. */
export function removeFrom(text: string, container: Node, index: number): string {
  const children = container.children ?? [];
  const node = children[index];
  if (node === undefined) return text;
  const close = endOf(container) - 1;
  const next = children[index + 1];
  const { comma } = lookBehind(text, endOf(node), next?.offset ?? close);
  const withoutComma = comma === undefined ? text : splice(text, comma, comma + 1, '');
  const start = index === 0 ? container.offset + 1 : endOf(children[index - 1] ?? node);
  const { lastComment, isLineComment } = lookBehind(text, start, node.offset);
  const isAfterComment = isLineComment && text.slice(lastComment, node.offset).trim() === '';
  const cut = splice(withoutComma, startOfSpace(text, node, isAfterComment), endOf(node), '');
  const previous = children[index - 1];
  if (comma !== undefined || previous === undefined) return cut;
  const before = lookBehind(text, endOf(previous), node.offset).comma;
  return before === undefined ? cut : splice(cut, before, before + 1, '');
}

/** The white space of a container that holds nothing else, or `undefined`. */
export function blankInterior(text: string, container: Node): string | undefined {
  const interior = text.slice(container.offset + 1, endOf(container) - 1);
  return interior.trim() === '' ? interior : undefined;
}

export function setInterior(text: string, container: Node, interior: string): string {
  return splice(text, container.offset + 1, endOf(container) - 1, interior);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function insertIntoEmpty(
  text: string,
  container: Node,
  member: { readonly lines: string; readonly inline: string },
  layout: JsonLayout,
): string {
  if (blankInterior(text, container) !== undefined)
    return setInterior(text, container, member.lines + layout.lineEnd + indentAt(text, container.offset));
  const { lastComment, isLineComment } = lookBehind(text, container.offset + 1, endOf(container) - 1);
  return splice(text, lastComment, lastComment, isLineComment ? member.lines : member.inline);
}

/** What stands between a node and the next one: its comma, the end of what stands on its line, the end of the last comment. */
function lookBehind(text: string, start: number, end: number): Behind {
  const scanner = createScanner(text, false);
  scanner.setPosition(start);
  let comma: number | undefined;
  let lineEnd = start;
  let lastComment = start;
  let isLineComment = false;
  let isSameLine = true;
  while (scanner.getPosition() < end) {
    scanner.scan();
    const at = scanner.getPosition();
    const token = text.slice(scanner.getTokenOffset(), at);
    if (token === '' || scanner.getTokenOffset() >= end) break;
    if (token === ',') {
      comma = scanner.getTokenOffset();
      lineEnd = at;
      isSameLine = true;
    } else if (token.startsWith('/')) {
      lastComment = at;
      isLineComment = token.startsWith('//');
      isSameLine &&= !token.includes('\n');
      if (isSameLine) lineEnd = at;
    } else if (token.includes('\n')) isSameLine = false;
  }
  return { comma, lineEnd, lastComment, isLineComment };
}

interface Behind {
  readonly comma: number | undefined;
  readonly lineEnd: number;
  readonly lastComment: number;
  readonly isLineComment: boolean;
}

function standsAlone(text: string, node: Node): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(0, node.offset));
}

/** Where the white space begins that belongs to a node: with its line end, unless that would pull text into a comment. */
function startOfSpace(text: string, node: Node, isAfterComment: boolean): number {
  const before = text.slice(0, node.offset);
  const spaces = before.length - (/[ \t]*$/.exec(before)?.[0].length ?? 0);
  const lineEnd = /\r?\n$/.exec(text.slice(0, spaces))?.[0].length ?? 0;
  if (lineEnd === 0) return spaces;
  const restOfLine = /^[ \t]*,?([^\r\n]*)/.exec(text.slice(endOf(node)))?.[1] ?? '';
  return isAfterComment && restOfLine.trim() !== '' ? spaces : spaces - lineEnd;
}

/** The white space at the beginning of the line of an offset. */
function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
