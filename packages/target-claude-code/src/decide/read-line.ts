import {
  forEachChild,
  parse,
  type Command,
  type CommandNode,
  type ParsedScript,
  type PipelineNode,
  type AndOr,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type Word,
} from 'unbash';
import { findBlindSpots } from './blind-spots.js';

/** A simple command of a line. */
export interface LinePart {
  readonly command: Command;
  /** What the positions of the command count in. */
  readonly source: string;
  /** Inside of a substitution: the paths that it names are not looked at. */
  readonly isSubstituted: boolean;
  /** In parentheses or braces, in a function or a `case`. */
  readonly isGrouped: boolean;
  /** Behind the word `time`. */
  readonly isTimed: boolean;
}

export interface ReadLine {
  readonly parts: readonly LinePart[];
  /** Redirections of commands and of loops, without those of groups and subshells, which are not looked at. */
  readonly redirects: readonly { readonly redirect: Redirection; readonly source: string }[];
  /** The line is made only of what Claude Code can divide into commands and allow one by one. */
  readonly isPlain: boolean;
  /** It holds something that conditions of hooks do not look into, and so always match. */
  readonly isHidden: boolean;
  /** It is one simple command and nothing else. */
  readonly isSingle: boolean;
  /** Something that bash runs is not among the parts, since Claude Code does not find it. */
  readonly isUnread: boolean;
  /** Claude Code notices that it has not read all of it, and asks whatever is allowed. */
  readonly isMistrusted: boolean;
  /** Bash refuses it, and Claude Code reads it all the same. */
  readonly isMended: boolean;
}

/** Takes a line apart as Claude Code does; undefined if it cannot be read. */
export function readLine(line: string): ReadLine | undefined {
  const source = [line, mended(line)].find((text) => parseOrNothing(text) !== undefined);
  const script = source === undefined ? undefined : parseOrNothing(source);
  if (source === undefined || script === undefined) return undefined;
  const { unseen, isMistrusted } = findBlindSpots(script, source);
  const reading: Reading = {
    parts: [],
    redirects: [],
    isPlain: unseen.size === 0,
    isHidden: false,
    isUnread: unseen.size > 0,
    unseen,
  };
  visitStatements(script.commands, { source, isSubstituted: false, isGrouped: false, isTimed: false }, reading);
  const [first, ...others] = script.commands;
  const isSingle = first?.command.type === 'Command' && others.length === 0;
  const { parts, redirects, isPlain, isHidden, isUnread } = reading;
  return { parts, redirects, isPlain, isHidden, isUnread, isSingle, isMistrusted, isMended: source !== line };
}

/** What bash refuses and Claude Code takes: a quote without its end, a `;;` on its own. */
function mended(line: string): string {
  const withoutEnd = line.replaceAll(/;;[ \t]*(?=$|[^;])/g, ';');
  return (withoutEnd.split("'").length - 1) % 2 === 1 && !withoutEnd.includes('"') ? `${withoutEnd}'` : withoutEnd;
}

function parseOrNothing(line: string): ParsedScript | undefined {
  try {
    // It takes a last `(` for nothing.
    if (/\(\s*$/.test(line)) return undefined;
    const script = parse(line);
    return (script.errors ?? []).length > 0 ? undefined : script;
  } catch {
    return undefined;
  }
}

interface Reading {
  parts: LinePart[];
  redirects: { redirect: Redirection; source: string }[];
  isPlain: boolean;
  isHidden: boolean;
  isUnread: boolean;
  unseen: ReadonlySet<SyntaxNode>;
}

interface Context {
  readonly source: string;
  readonly isSubstituted: boolean;
  readonly isGrouped: boolean;
  readonly isTimed: boolean;
}

function visitStatements(statements: readonly Statement[], context: Context, reading: Reading): void {
  for (const statement of statements) {
    if (statement.background === true) reading.isPlain = false;
    if (!reading.unseen.has(statement)) visit(statement.command, context, reading);
  }
}

function visit(node: PipelineNode | AndOr | CommandNode, context: Context, reading: Reading): void {
  if (reading.unseen.has(node)) return;
  switch (node.type) {
    case 'AndOr':
      for (const command of node.commands) visit(command, context, reading);
      return;
    case 'Pipeline': {
      const times = node.prefixes.filter((prefix) => prefix.type === 'Time');
      const isIdle = node.commands.every((command) => command.type === 'Command' && command.name === undefined);
      if (times.some(({ posix }) => posix !== undefined || isIdle)) reading.isPlain = false;
      for (const command of node.commands) visit(command, { ...context, isTimed: times.length > 0 }, reading);
      return;
    }
    case 'Command':
      visitCommand(node, context, reading);
      return;
    case 'Redirected':
      visitRedirected(node.command, node.redirects, context, reading);
      return;
    case 'If':
      visitLists(
        [
          node.clause,
          node.then,
          ...node.elif.flatMap((one) => [one.clause, one.then]),
          ...(node.else === undefined ? [] : [node.else]),
        ],
        context,
        reading,
      );
      return;
    case 'While':
      visitLists([node.clause, node.body], context, reading);
      return;
    case 'TestCommand':
      if (hasExpansion(node)) {
        reading.isPlain = false;
        reading.isHidden = true;
      }
      visitNested(node, context, reading);
      return;
    // Claude Code does not look into these at all.
    case 'Coproc':
      reading.isPlain = false;
      reading.isUnread = true;
      return;
    default:
      reading.isPlain = false;
      reading.isHidden ||= node.type === 'BraceGroup' || (node.type === 'Case' && hasExpansion(node.word));
      visitNested(node, { ...context, isGrouped: context.isGrouped || GROUPS.has(node.type) }, reading);
  }
}

const GROUPS = new Set(['Subshell', 'BraceGroup', 'Function', 'Case']);

type Lists = readonly { readonly commands: readonly Statement[] }[];

function visitLists(lists: Lists, context: Context, reading: Reading): void {
  for (const { commands } of lists) visitStatements(commands, context, reading);
}

function visitRedirected(
  command: Exclude<CommandNode, { type: 'Command' | 'Redirected' | 'Function' | 'Coproc' }>,
  redirects: readonly Redirection[],
  context: Context,
  reading: Reading,
): void {
  const isGroup = command.type === 'Subshell' || command.type === 'BraceGroup';
  if (!isGroup) noteRedirects(redirects, context, reading);
  for (const redirect of redirects) visitNested(redirect, context, reading);
  visit(command, context, reading);
}

function visitCommand(command: Command, context: Context, reading: Reading): void {
  reading.parts.push({ command, ...context });
  noteRedirects(command.redirects, context, reading);
  visitNested(command, context, reading);
}

function noteRedirects(redirects: readonly Redirection[], context: Context, reading: Reading): void {
  if (!context.isSubstituted)
    reading.redirects.push(...redirects.map((redirect) => ({ redirect, source: context.source })));
}

/** Commands below a node that is not itself a list of commands: bodies, and substitutions in words. */
function visitNested(node: SyntaxNode, context: Context, reading: Reading): void {
  forEachChild(node, (child) => {
    if (reading.unseen.has(child)) return;
    if (child.type === 'Statement') {
      visitStatements([child], context, reading);
    } else if (child.type === 'Script') {
      const source = child.source ?? context.source;
      const [only, ...others] = child.commands;
      reading.isHidden ||= node.type === 'ProcessSubstitution' || others.length > 0 || only?.command.type !== 'Command';
      visitStatements(child.commands, { ...context, source, isSubstituted: true }, reading);
    } else if (isCommandNode(child)) {
      visit(child, context, reading);
    } else {
      visitNested(child, context, reading);
    }
  });
}

const COMMAND_NODES = new Set(
  (
    'Command Redirected Function Coproc If For ArithmeticFor Select While Subshell BraceGroup Case TestCommand ' +
    'ArithmeticCommand Pipeline AndOr'
  ).split(' '),
);

function isCommandNode(node: SyntaxNode): node is CommandNode | PipelineNode | AndOr {
  return COMMAND_NODES.has(node.type);
}

function hasExpansion(node: SyntaxNode): boolean {
  let found = false;
  forEachChild(node, (child) => {
    found ||= /Expansion$|^ProcessSubstitution$/.test(child.type) || hasExpansion(child);
  });
  return found;
}

/** The words of a command: its name and what follows, up to the first redirection between them. */
export function wordsOf({ name, suffix }: Command): readonly Word[] {
  if (name === undefined) return [];
  const end = suffix.findIndex(({ type }) => type !== 'Word' && type !== 'Assignment');
  const seen = end === -1 ? suffix : suffix.slice(0, end);
  return [name, ...seen.filter((item): item is Word => item.type === 'Word')];
}
