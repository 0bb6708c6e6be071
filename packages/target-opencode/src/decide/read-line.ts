import { forEachChild, parse, type ParsedScript, type SyntaxNode } from 'unbash';
import { isMisread, seenCommand, type SeenCommand, type Unseen } from './seen-command.js';

/** What OpenCode sees of a line, and what it does not. */
export interface SeenLine {
  readonly commands: readonly SeenCommand[];
  readonly unseen: ReadonlySet<Unseen>;
}

/** Reads a line as OpenCode's grammar, tree-sitter-bash, shows it. Null where that grammar only guesses. */
export function readLine(line: string): SeenLine | null {
  if (last?.line !== line) last = { line, seen: readAnew(line) };
  return last.seen;
}

/** One question asks about its line again and again. */
let last: { readonly line: string; readonly seen: SeenLine | null } | undefined;

function readAnew(line: string): SeenLine | null {
  const script = parseLine(line);
  if (script === null) return null;
  const commands: SeenCommand[] = [];
  const unseen = new Set<Unseen>();
  const pending: Visit[] = [{ node: script, source: line, isFirst: true }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { node } = visit;
    if (node.type === 'Script' && (node.errors ?? []).length > 0) return null;
    if (node.type === 'Command' && isMisread(node)) return null;
    const seen = seenIn(visit);
    if (seen.command !== undefined) commands.push(seen.command);
    for (const kind of seen.unseen) unseen.add(kind);
    pending.push(...childrenOf(visit).toReversed());
  }
  // A line without anything to ask about.
  if (commands.length === 0 && unseen.size === 0) unseen.add('builtin');
  return { commands, unseen };
}

/** A node on the way, and what of its surroundings decides how much of it is seen. */
interface Visit {
  readonly node: SyntaxNode;
  /** What the positions count in: the line, or a substitution in backticks without its escapes. */
  readonly source: string;
  /** At the start of a statement; the redirects of what stands further on belong to the whole list or pipe. */
  readonly isFirst: boolean;
  /** Where a keyword in front of a command begins that the grammar takes for its name. */
  readonly start?: number;
  /** Where the redirects behind arithmetic end, which is a command to the grammar. */
  readonly end?: number;
}

function parseLine(line: string): ParsedScript | null {
  try {
    return parse(line);
  } catch {
    // It recurses, and nesting can exhaust the stack.
    return null;
  }
}

function seenIn(visit: Visit): ReturnType<typeof seenCommand> {
  const { node, source, end } = visit;
  if (node.type === 'Command') return seenCommand({ ...visit, node });
  if (node.type !== 'ArithmeticCommand') return { unseen: unseenIn(node) };
  const text = source.slice(node.pos, end ?? node.end).trim();
  return { command: { text, words: [text], isPlain: false, isBare: false }, unseen: [] };
}

function unseenIn(node: SyntaxNode): readonly Unseen[] {
  switch (node.type) {
    case 'TestCommand':
      return ['builtin'];
    case 'Redirected':
      return node.redirects.some((redirect) => redirect.type === 'Redirect') ? ['redirect'] : [];
    // A loop sets a variable, as an assignment does.
    case 'For':
    case 'Select':
      return ['assignment'];
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ProcessSubstitution':
    case 'ArithmeticExpansion':
    case 'Time':
    case 'Coproc':
    // Behind some of these the grammar takes the next line for more words of the last command.
    case 'HereDoc':
      return ['expansion'];
    default:
      return [];
  }
}

function childrenOf({ node, source, isFirst, start }: Visit): readonly Visit[] {
  const inner = node.type === 'Script' ? (node.source ?? source) : source;
  const children: SyntaxNode[] = [];
  forEachChild(node, (child) => children.push(child));
  if (node.type === 'AndOr' || node.type === 'Pipeline') {
    const [first] = node.commands;
    const isNegated = node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation');
    const time = node.type === 'Pipeline' ? node.prefixes.find(({ type }) => type === 'Time') : undefined;
    const begin = time?.pos ?? start;
    return children.map((child) => ({
      node: child,
      source: inner,
      isFirst: isFirst && child === first && !isNegated,
      ...(child === first && begin !== undefined ? { start: begin } : {}),
    }));
  }
  const begin = node.type === 'Coproc' ? node.pos : undefined;
  const isLimited = node.type === 'Statement' || node.type === 'Coproc' || node.type === 'Redirected';
  return children.map((child) => ({
    node: child,
    source: inner,
    isFirst: !isLimited || isFirst,
    ...(begin === undefined ? {} : { start: begin }),
    ...(node.type === 'Redirected' && isFirst ? { end: node.end } : {}),
  }));
}
