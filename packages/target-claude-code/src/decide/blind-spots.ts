import {
  forEachChild,
  type Command,
  type HereDoc,
  type Pipeline,
  type Script,
  type SyntaxNode,
  type Word,
} from 'unbash';
import { isBehindHereDoc } from './here-documents.js';

/** Where Claude Code does not look for commands that bash runs. What was not seen to be found counts as not found. */
export interface BlindSpots {
  /** Commands, and scripts of substitutions, that it passes over. */
  readonly unseen: ReadonlySet<SyntaxNode>;
  /** It notices that it has passed something over, and asks whatever is allowed. */
  readonly isMistrusted: boolean;
}

export function findBlindSpots(script: Script, source: string): BlindSpots {
  const search: Search = { unseen: new Set(), isMistrusted: false, hereDocs: [] };
  walk(script, { ...IN_THE_OPEN, source }, search);
  return search;
}

interface Search {
  unseen: Set<SyntaxNode>;
  isMistrusted: boolean;
  hereDocs: HereDoc[];
}

type Sight = 'seen' | 'unseen' | 'mistrusted';

interface Inside {
  /** Of all substitutions, and of those in backquotes. */
  readonly all: Sight;
  readonly backquoted: Sight;
  /** Of what stands in patterns such as `@(a|b)`. */
  readonly patterns: Sight;
  readonly isInBackquotes: boolean;
  readonly source: string;
}

const IN_THE_OPEN = { all: 'seen', backquoted: 'seen', patterns: 'unseen', isInBackquotes: false } as const;
const NOWHERE = { all: 'unseen', backquoted: 'unseen' } as const;
const ASKED_ABOUT = { backquoted: 'mistrusted' } as const;

function walk(node: SyntaxNode, inside: Inside, search: Search): void {
  if (node.type === 'HereDoc') search.hereDocs.push(node);
  forEachChild(node, (child) => {
    if (child.type === 'Script') return walkScript(node, child, inside, search);
    if (isHiddenCommand(node, child, inside, search)) {
      search.unseen.add(child);
      return;
    }
    walk(child, { ...inside, ...sightOf(node, child, inside) }, search);
  });
}

/** What is substituted: a script of its own, in which everything is in the open again. */
function walkScript(node: SyntaxNode, script: Script, inside: Inside, search: Search): void {
  const text = 'text' in node ? node.text : '';
  const isBackquoted = text.startsWith('`');
  const own = node.type === 'ProcessSubstitution' && inside.all === 'mistrusted' ? 'unseen' : inside.all;
  const sights: readonly Sight[] = [
    own,
    ...(isBackquoted ? [inside.backquoted] : []),
    ...(isBackquoted && inside.isInBackquotes ? (['unseen'] as const) : []),
    ...(text.startsWith('$((') ? (['mistrusted'] as const) : []),
  ];
  if (sights.every((sight) => sight === 'seen')) {
    const isInBackquotes = inside.isInBackquotes || isBackquoted;
    walk(script, { ...IN_THE_OPEN, isInBackquotes, source: script.source ?? inside.source }, search);
    return;
  }
  search.unseen.add(script);
  search.isMistrusted ||= !sights.includes('unseen');
}

/** Commands that are passed over as they stand. */
function isHiddenCommand(node: SyntaxNode, child: SyntaxNode, { source }: Inside, { hereDocs }: Search): boolean {
  if (node.type === 'Pipeline' && child === node.commands[0]) return isHiddenByTime(node);
  if (child.type === 'Command' && (isGlued(child) || closesFile(child))) return true;
  return child.type === 'Statement' || child.type === 'Command'
    ? hereDocs.some((hereDoc) => isBehindHereDoc(hereDoc, child.pos, source))
    : false;
}

/** Behind `time`, only a simple command and a subshell are found, and none behind a further `!`. */
function isHiddenByTime({ prefixes, commands: [first] }: Pipeline): boolean {
  const [time, ...others] = prefixes.slice(prefixes.findIndex(({ type }) => type === 'Time'));
  if (time?.type !== 'Time' || first?.type === 'Subshell') return false;
  return others.length > 0 || first?.type !== 'Command' || first.prefix.some(({ type }) => type !== 'Assignment');
}

/** A word that goes on in the next line. */
function isGlued({ name, suffix }: Command): boolean {
  return [name, ...suffix].some((item) => item?.type === 'Word' && bareText(item).includes('\\\n'));
}

/** `2>&- x` */
function closesFile({ prefix }: Command): boolean {
  return prefix.some((item) => item.type === 'Redirect' && item.target?.text === '-');
}

/** How much is seen of a part of a node. */
function sightOf(node: SyntaxNode, child: SyntaxNode, inside: Inside): Partial<Inside> {
  switch (node.type) {
    case 'Assignment':
      return child === node.index ? NOWHERE : {};
    case 'Command':
      if (child.type !== 'HereDoc') return { patterns: 'seen' };
      return node.name === undefined || node.prefix.includes(child) ? NOWHERE : {};
    case 'Redirected':
      return child.type === 'HereDoc' ? NOWHERE : {};
    case 'HereDocBody':
      return child.type === 'CommandExpansion' ? { backquoted: 'unseen' } : {};
    case 'CaseItem':
      return child.type === 'Word' ? { patterns: 'unseen', backquoted: 'unseen' } : {};
    case 'TestBinary':
      return node.operator === '=~' && child === node.right && !isQuoted(node.right) ? NOWHERE : {};
    case 'ExtendedGlob':
      return inside.patterns === 'seen' ? {} : NOWHERE;
    case 'Word':
      return /(?:^|[^$])\{/.test(node.text) ? { backquoted: 'unseen' } : {};
    case 'ArithmeticExpansion':
    case 'ArithmeticCommand':
    case 'ArithmeticFor':
      return child.type === 'CompoundList' ? {} : { ...deeper(inside), ...ASKED_ABOUT };
    case 'ParameterExpansion':
      return child === node.index || node.operation?.type === 'Slice'
        ? { ...deeper(inside), ...ASKED_ABOUT }
        : deeper(inside);
    case 'Remove':
    case 'CaseModification':
    case 'Transform':
      return { all: 'mistrusted' };
    case 'Replace':
      return child === node.pattern ? { all: 'mistrusted' } : {};
    default:
      return {};
  }
}

/** Of what lies deeper in such a place it is not known whether it is noticed. */
function deeper({ all, backquoted }: Inside): Partial<Inside> {
  return all === 'seen' && backquoted !== 'unseen' ? {} : NOWHERE;
}

function isQuoted({ parts = [] }: Word): boolean {
  return parts.length === 1 && parts[0]?.type === 'DoubleQuoted';
}

/** What stands outside of quotes. */
function bareText({ text, parts }: Word): string {
  return parts === undefined ? text : parts.map((part) => (part.type === 'Literal' ? part.text : '')).join('');
}
