import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { CommandPart, SplitLine } from '../subject.js';
import { bashPart, unknownCode } from './bash-part.js';
import { evaluatesText } from './evaluated-text.js';
import { mayChangeDirectory, moved } from './moved-paths.js';
import { redirectParts } from './redirect-parts.js';
import { evaluatesSubscripts, evaluatesValue, setsWhatProgramsObey } from './run-time-code.js';
import { bringsUnseenText } from './unseen-text.js';
import { whyNotKnown } from './why-not-known.js';
import { whyReadOtherwise } from './why-read-otherwise.js';

interface Visit {
  readonly node: SyntaxNode;
  /** What the node's positions count in: the line, or a backtick substitution with its escapes taken away. */
  readonly source: string;
}

/** Every part of a line, in order; none of them if anything in the line is not understood. */
export function collectParts(script: ParsedScript, line: string): SplitLine {
  const parts: CommandPart[] = [];
  let isEvaluated = false;
  let isUnseen = false;
  let isMoved = false;
  // A stack of our own: the nodes of a line can stand deeper than calls may.
  const pending: Visit[] = [{ node: script, source: line }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const reason = whyNotKnown(visit.node) ?? whyReadOtherwise(visit.node, visit.source);
    if (reason !== undefined) return { kind: 'unparsable', reason };
    parts.push(...partsOf(visit));
    isEvaluated ||= evaluatesText(visit.node);
    isUnseen ||= bringsUnseenText(visit.node);
    isMoved ||= mayChangeDirectory(visit.node);
    pending.push(...childrenOf(visit).toReversed());
  }
  if (isEvaluated && isUnseen) parts.push(unknownCode(line));
  return { kind: 'parts', parts: isMoved ? parts.map(moved) : parts };
}

function partsOf({ node, source }: Visit): readonly CommandPart[] {
  const shown = source.slice(node.pos, node.end);
  if (node.type === 'Redirect') return node.target === undefined ? [] : redirectParts(node, node.target, shown);
  if (evaluatesValue(node) || evaluatesSubscripts(node, shown)) return [unknownCode(shown)];
  if (setsWhatProgramsObey(node)) return [{ tool: 'bash', alternatives: [], atLeast: 'allow', shown }];
  if (node.type !== 'Command') return [];
  return [bashPart(node, shown)];
}

function childrenOf({ node, source }: Visit): readonly Visit[] {
  const inner = node.type === 'Script' ? (node.source ?? source) : source;
  const children: Visit[] = [];
  forEachChild(node, (child) => children.push({ node: child, source: inner }));
  // The name of the command `[` is no text that could become a subscript.
  return node.type === 'Command' && node.name?.text === '['
    ? children.filter(({ node: child }) => child !== node.name)
    : children;
}
