import * as fc from 'fast-check';

/**
 * Lines in which `evil` stands everywhere where bash might run it: W is a word, L a list of commands, B what stands in
 * backticks. Nothing in them wraps a command, since what a wrapper runs is no part of the line.
 */
const WORDS = [
  'a',
  '"b c"',
  "'q'",
  '$x',
  '"$x"',
  '{a,b}',
  '*',
  '~',
  'x=1',
  '-v',
  '--',
  '0',
  'a[0]',
  "'a[$(evil)]'",
  '\\\n',
  '$(L)',
  '"$(L)"',
  '`B`',
  '"`B`"',
  '<(L)',
  '>(L)',
  '${x:-W}',
  '"${x:-W}"',
  '${x/W/W}',
  '${x:$(L)}',
  '${a[W]}',
  '$((W+1))',
  '$[W]',
  '{a,W}',
  'aWb',
  '@(W)',
  '"a\'W\'b"',
  "$'a\\'W'",
  '$"W"',
  "'W'",
  '\\W',
  '${x@W}',
  '#W',
  '"W"',
  '${x%%W}',
  '${x^^W}',
  '${!xW}',
  "${x:='W'}",
  '"${x:=\'W\'}"',
  '${x#"W"}',
  'WW',
  '$(<W)',
  '$(( $(L) ))',
];
const REDIRECTIONS = [
  '>f1',
  '<W',
  '>&f1',
  '&>f1',
  '{v}>f1',
  '2>&1',
  '>W',
  '<<<W',
  '<>f1',
  '>|f1',
  '>&2',
  '>>"f1"',
  '<<E\nW\nE\n',
  '<<-E\n	W\n	E\n',
  "<<'E'\nW\nE\n",
  '<<"a b"\nW\na b\n',
  '<<E; evil\nW\nE\n',
];
const COMMANDS = [
  'evil W',
  'evil',
  'e\\vil W',
  '"evil" W',
  "$'evil' W",
  'evi\\\nl',
  'x=W evil',
  'x=W',
  'x+=W',
  'a[0]=W',
  'a[W]=1',
  'a=(W [W]=W)',
  'c1 W W',
  'git W W',
  'ls W',
  'echo W',
  'true W',
  ': W',
  'printf W W',
  'printf -v W W',
  'test W W',
  '[ W W ]',
  '[ -v W ]',
  'let W',
  'declare W',
  'declare -i x=W',
  'local W',
  'export W',
  'readonly W',
  'unset W',
  'read W',
  'read x',
  'mapfile W',
  'typeset -n x=W',
  'getopts W x W',
  'wait -n -p W',
  'set -- W',
  'set -x',
  'PS4=W',
];
const LISTS = [
  'L; L',
  'L && L',
  'L || L',
  'L | L',
  'L |& L',
  'L & L',
  'L\nL',
  'L;L',
  '(L)',
  '{ L; }',
  '! L',
  'time L',
  '{ L; } >f1',
  'if L; then L; else L; fi',
  'for i in W; do L; done',
  'for ((i=0;i<W;i++)); do L; break; done',
  'f() { L; }; f',
  'while L; do L; break; done',
  'until L; do break; done',
  'case W in W|a) L;; *) L;; esac',
  'case W in (W) L;& b) L;;& esac',
  'function f { L; }\nf',
  'f() ( L ); f',
  'f() if true; then L; fi; f',
  'coproc L',
  'coproc c { L; }',
  'L # L\nL',
  '[[ W =~ W ]]',
  '[[ W == W ]]',
  '[[ W -eq W ]]',
  '[[ -v W ]]',
  '[[ W && W ]]',
  '(( W ))',
  '((L); L)',
  '$((L); L)',
  'select i in W; do L; break; done </dev/null',
  'x=W; ((x))',
  'x=W; [[ x -eq 0 ]]',
  'x=W; declare -i y=x',
];
/** What a mutation puts in: the pieces of the grammar. */
const SOUP =
  'evil $( ` <( >( ) ( { } " \' $" $\' \\ ; ;; & && || | ! [[ ]] [ (( )) $(( $[ ] ${ ${x ${x:- ${x/ $x $ # case in esac a) if then fi for x do done function f() coproc time <<E <<- <<< < > >> &> >& {fd}> = x= += a[ a=( * ? @( !( ~ - 1 : -v "$(evil)" $(<f)'.split(
    ' ',
  );

type Nesting = Readonly<Record<'word' | 'list', string>>;

export function generateHostile(): fc.Arbitrary<string> {
  const { list } = fc.letrec<Nesting>((tie) => ({
    word: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constantFrom('a', '"b"', '$x'), filled(WORDS, tie)),
    list: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom('evil', 'evil x', 'c1'),
      withRedirection(tie),
      filled(LISTS, tie),
    ),
  }));
  return fc.oneof({ weight: 3, arbitrary: list }, { weight: 2, arbitrary: mutated(list) });
}

type Tie = <K extends keyof Nesting>(key: K) => fc.Arbitrary<Nesting[K]>;

/** A template with every letter that stands for something filled in. */
function filled(templates: readonly string[], tie: Tie): fc.Arbitrary<string> {
  return fc.constantFrom(...templates).chain((template) => {
    const pieces = template.split(/([WLB])/).map((piece) => {
      if (piece === 'W') return tie('word');
      if (piece === 'L') return tie('list');
      if (piece === 'B') return tie('list').map((line) => line.replaceAll(/[\\`$]/g, '\\$&'));
      return fc.constant(piece);
    });
    return fc.tuple(...pieces).map((texts) => texts.join(''));
  });
}

function withRedirection(tie: Tie): fc.Arbitrary<string> {
  const redirection = fc.option(filled(REDIRECTIONS, tie), { nil: '', freq: 2 });
  return fc.tuple(filled(COMMANDS, tie), redirection).map(([command, more]) => `${command} ${more}`);
}

/** A few characters taken out, or pieces put in, somewhere. */
function mutated(line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(1_000), fc.nat(3), fc.constantFrom('', ...SOUP));
  return fc.tuple(line, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
    changes.reduce((changed, [where, length, piece]) => {
      const at = where % (changed.length + 1);
      return changed.slice(0, at) + piece + changed.slice(at + (piece === '' ? length : 0));
    }, text),
  );
}
