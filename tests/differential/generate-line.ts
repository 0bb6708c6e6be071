import * as fc from 'fast-check';
import { COMPOUNDS, EXPANSIONS } from './constructs.js';
import { literalWord, type Generated } from './generate-word.js';
import { HOLE, joinWords } from './show-split.js';

/** How deep constructs nest. */
const DEPTH = 3;

export interface GeneratedLine {
  readonly line: string;
  /** As `showSplit` shows them. */
  readonly parts: readonly string[];
}

/** What the statements of one depth are made of. */
interface Level {
  readonly depth: number;
  /** Lists one level deeper. */
  readonly inner: fc.Arbitrary<GeneratedLine>;
  /** Which spellings to write; another grammar may not know all. */
  readonly isWritten: (spelling: string) => boolean;
}

/** A line, and the parts that were put into it. */
export function generateLine(isWritten: Level['isWritten'] = () => true): fc.Arbitrary<GeneratedLine> {
  const nothing = fc.constant({ line: ':', parts: ['bash :'] });
  let lists: fc.Arbitrary<GeneratedLine> = nothing;
  for (let depth = 0; depth <= DEPTH; depth += 1) lists = list({ depth, inner: lists, isWritten });
  return lists.map(({ line, parts }) => ({ line, parts: parts.toSorted() }));
}

function list(level: Level): fc.Arbitrary<GeneratedLine> {
  const operators = [' && ', ' || ', '; ', ' | ', ' |& ', '\n', ' & ', ' \\\n&&\n', ';# $(rm x)\n'].filter(
    level.isWritten,
  );
  const more = fc.tuple(fc.constantFrom(...operators), statement(level));
  return fc
    .tuple(statement(level), fc.array(more, { maxLength: level.depth === DEPTH ? 3 : 1 }))
    .map(([first, rest]) => ({
      line: rest.reduce((line, [operator, next]) => line + operator + next.line, first.line),
      parts: [...first.parts, ...rest.flatMap(([, next]) => next.parts)],
    }));
}

function statement(level: Level): fc.Arbitrary<GeneratedLine> {
  if (level.depth === 0) return simpleCommand(level);
  return fc.oneof(
    { weight: 4, arbitrary: simpleCommand(level) },
    { weight: 3, arbitrary: compound(level) },
    hereDocument(level),
    assignmentAlone(level),
    redirectedCompound(level),
  );
}

function redirectedCompound(level: Level): fc.Arbitrary<GeneratedLine> {
  const redirections = redirection(level).filter(({ line }) => level.isWritten(`} ${line}`));
  return fc.tuple(compound(level), redirections).map(([piece, { line, parts }]) => ({
    line: `${piece.line} ${line}`,
    parts: [...piece.parts, ...parts],
  }));
}

function simpleCommand(level: Level): fc.Arbitrary<GeneratedLine> {
  return fc
    .tuple(
      fc.array(assignment(level), { maxLength: 1 }),
      fc.constantFrom('git', 'rm', 'echo', 'ls', 'c1', './x'),
      fc.array(word(level), { maxLength: 3 }),
      fc.array(redirection(level), { maxLength: 1 }),
    )
    .map(([assignments, name, words, redirections]) => {
      const line = [...assignments, { line: name }, ...words, ...redirections].map((piece) => piece.line).join(' ');
      const command = joinWords([name, ...words.map(({ text }) => text)]);
      const text = [...assignments.map((piece) => piece.text), command].join(' ');
      const inside = [...assignments, ...words, ...redirections].flatMap(({ parts }) => parts);
      return { line, parts: [`bash ${text}`, ...inside] };
    })
    .filter(({ line }) => level.isWritten(line));
}

function word(level: Level): fc.Arbitrary<Generated> {
  const literal = literalWord.filter(({ line }) => level.isWritten(line));
  if (level.depth === 0) return literal;
  const expansions = EXPANSIONS.filter((spell) => level.isWritten(spell(' a ')));
  const simple = fc.constantFrom('$x', '"$x"', '${x}', '"$@"', '*', '{a,b}', '$((1))');
  const substitution = fc
    .tuple(fc.constantFrom(...expansions), level.inner)
    .map(([spell, { line, parts }]) => ({ line: spell(line), text: HOLE, parts }))
    .filter(({ line }) => level.isWritten(line));
  return fc.oneof(
    { weight: 4, arbitrary: literal },
    { weight: 1, arbitrary: simple.map((line) => ({ line, text: HOLE, parts: [] })) },
    { weight: 2, arbitrary: substitution },
  );
}

function assignment(level: Level): fc.Arbitrary<Generated> {
  return word(level).map(({ line, text, parts }) => ({ line: `A=${line}`, text: `A=${text}`, parts }));
}

function assignmentAlone(level: Level): fc.Arbitrary<GeneratedLine> {
  return fc.oneof(
    assignment(level),
    word(level).map(({ line, parts }) => ({ line: `a=(${line} x)`, parts })),
    level.inner.map(({ line, parts }) => ({ line: `a[$( ${line} )]=1`, parts })),
  );
}

function redirection(level: Level): fc.Arbitrary<GeneratedLine> {
  const path = word(level).filter(({ line, text }) => text !== '' && !text.startsWith('~') && !/^[<>]/.test(line));
  const file = fc
    .tuple(fc.constantFrom('>', '>>', '2>', '>|', '&>', '<', '2<'), path)
    .map(([operator, { line, text, parts }]) => ({
      line: `${operator} ${line}`,
      parts: [`${operator.endsWith('<') ? 'read' : 'edit'} ${text}`, ...parts],
    }));
  const none = fc.constantFrom('2>&1', '>&-', '>/dev/null', '<&3').map((line) => ({ line, parts: [] }));
  const hereString = word(level).map(({ line, parts }) => ({ line: `<<< ${line}`, parts }));
  return fc.oneof(file, none, hereString).filter(({ line }) => level.isWritten(line));
}

function compound(level: Level): fc.Arbitrary<GeneratedLine> {
  const compounds = COMPOUNDS.filter(({ spell }) => level.isWritten(spell('a', 'b')));
  return fc.tuple(fc.constantFrom(...compounds), level.inner, level.inner).map(([{ spell, order }, one, two]) => ({
    line: spell(one.line, two.line),
    parts: order.flatMap((which) => (which === 1 ? one : two).parts),
  }));
}

function hereDocument({ depth, inner }: Level): fc.Arbitrary<GeneratedLine> {
  const end = `E${depth}`;
  const plain = fc.constant({ line: 'it\'s \\$(rm x) "', parts: [] });
  const body = fc.oneof(
    inner.map(({ line, parts }) => ({ line: `$( ${line} )`, parts })),
    plain,
  );
  const group = fc.constantFrom(['(', ')'], ['{', '}']);
  return fc.tuple(body, fc.boolean(), group).map(([{ line, parts }, isQuoted, [open, close]]) => ({
    line: `${open} cat <<${isQuoted ? `'${end}'` : end}\n${line}\n${end}\n${close}`,
    parts: ['bash cat', ...(isQuoted ? [] : parts)],
  }));
}
