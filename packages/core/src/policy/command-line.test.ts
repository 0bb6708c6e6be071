import { describe, expect, it } from 'vitest';
import { splitCommandLine } from './command-line.js';
import type { CommandPart, SubjectText } from './subject.js';

/** A part as one string: the tool, `at least ask`, and its alternatives, in which `…` is a hole; without any, the intent decides. */
function shownPart({ tool, atLeast, alternatives }: CommandPart): string {
  return `${tool}${atLeast === 'allow' ? '' : ` (${atLeast})`}: ${alternatives.map(shownText).join(' | ') || 'intent'}`;
}

function shownText(text: SubjectText): string {
  return text.map((piece) => (piece.kind === 'any' ? '…' : piece.text)).join('');
}

function partsOf(line: string): readonly string[] | string {
  const split = splitCommandLine(line);
  return split.kind === 'parts' ? split.parts.map(shownPart) : 'unparsable';
}

type Row = readonly [line: string, parts: readonly string[] | 'unparsable'];

describe('the table of OpenCode', () => {
  it.each<Row>([
    [
      'git status && rm -rf x | grep foo; echo hi > out.txt',
      ['bash: git status', 'bash: rm -rf x', 'bash: grep foo', 'bash: echo hi', 'edit: out.txt'],
    ],
    ['echo $(whoami) `date`', ['bash: echo … | echo', 'bash: whoami', 'bash: date']],
    ['FOO=1 git push', ['bash: FOO=1 git push | git push']],
    ['bash -c "rm y"', ['bash: bash -c rm y']],
    ['sudo rm a', ['bash: sudo rm a']],
    ['time rm f', ['bash: rm f']],
    ['eval "rm x"', ['bash: eval rm x']],
    ['xargs rm < l', ['bash: xargs rm', 'read: l']],
    ['(rm c)', ['bash: rm c']],
    ['! rm q', ['bash: rm q']],
    ['{ rm a; }; f(){ rm b; }; f', ['bash: rm a', 'bash: rm b', 'bash: f']],
    ['if rm a; then rm b; else rm c; fi', ['bash: rm a', 'bash: rm b', 'bash: rm c']],
    ['for x in a b; do rm $x; done', ['bash: rm … | rm']],
    ['rm a\nrm b', ['bash: rm a', 'bash: rm b']],
    ['cat <(ls)', ['bash: cat … | cat', 'bash: ls']],
    ['cat <<EOF | sh\nrm x\nEOF', ['bash: cat', 'bash: sh']],
    ['cd /usr && ls', ['bash: cd /usr', 'bash: ls']],
    ['cd src', ['bash: cd src']],
    ['X=1', ['bash: intent']],
    ['cat /etc/passwd', ['bash: cat /etc/passwd']],
    ['echo hi > /etc/zz', ['bash: echo hi', 'edit: /etc/zz']],
    ['ls ~/x', ['bash: ls ~/x']],
    ['git   status', ['bash: git status']],
    ['echo hi && rm x', ['bash: echo hi', 'bash: rm x']],
    ['echo hi | git log', ['bash: echo hi', 'bash: git log']],
    ['GIT status', ['bash: GIT status']],
    ['grep foo src/deep/a.txt', ['bash: grep foo src/deep/a.txt']],
  ])('%j', (line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });
});

describe('the table of Claude Code', () => {
  it.each<Row>([
    ['mytool run', ['bash: mytool run']],
    ['mytool push origin main', ['bash: mytool push origin main']],
    ['mytool run test', ['bash: mytool run test']],
    ['mytool runx', ['bash: mytool runx']],
    ['mytool main', ['bash: mytool main']],
    ['mytool x main', ['bash: mytool x main']],
    ['mytool a foo', ['bash: mytool a foo']],
    ['mytool aXb', ['bash: mytool aXb']],
    ['mytool a x b', ['bash: mytool a x b']],
    ['x y install', ['bash: x y install']],
    ['install', ['bash: install']],
    ['mytool:x foo', ['bash: mytool:x foo']],
    ['a && mytool', ['bash: a', 'bash: mytool']],
    ['a || mytool', ['bash: a', 'bash: mytool']],
    ['a | mytool', ['bash: a', 'bash: mytool']],
    ['a |& mytool', ['bash: a', 'bash: mytool']],
    ['a; mytool', ['bash: a', 'bash: mytool']],
    ['a\nmytool', ['bash: a', 'bash: mytool']],
    ['cd sub && mytool a', ['bash: cd sub', 'bash: mytool a']],
    ['mytool 2>&1', ['bash: mytool']],
    ['mytool 2>/dev/null', ['bash: mytool']],
    ['mytool < in', ['bash: mytool', 'read: in']],
    ['timeout 5 mytool', ['bash: timeout 5 mytool']],
    ['nice mytool', ['bash: nice mytool']],
    ['nohup mytool', ['bash: nohup mytool']],
    ['time mytool', ['bash: mytool']],
    ['command mytool', ['bash: command mytool']],
    ['xargs mytool', ['bash: xargs mytool']],
    ['! mytool a', ['bash: mytool a']],
    ['if true; then mytool a; fi', ['bash: true', 'bash: mytool a']],
    ['mytool "a;b"', ['bash: mytool a;b']],
    ['mytool > file', ['bash: mytool', 'edit: file']],
    ['mytool >> file', ['bash: mytool', 'edit: file']],
    ['mytool $(b)', ['bash: mytool … | mytool', 'bash: b']],
    ['mytool `b`', ['bash: mytool … | mytool', 'bash: b']],
    ['mytool $VAR', ['bash: mytool … | mytool']],
    ['mytool <<EOF\nx\nEOF', ['bash: mytool']],
    ['( mytool )', ['bash: mytool']],
    ['{ mytool; }', ['bash: mytool']],
    ['for i in 1; do mytool; done', ['bash: mytool']],
    ['FOO=1 mytool', ['bash: FOO=1 mytool | mytool']],
    ['env mytool', ['bash: env mytool']],
    ['sudo mytool', ['bash: sudo mytool']],
    ["bash -c 'mytool'", ['bash: bash -c mytool']],
    ['./mytool', ['bash: ./mytool']],
    ['/usr/bin/mytool push', ['bash: /usr/bin/mytool push']],
    ['"mytool" push', ['bash: mytool push']],
    ['mytool --for\\ce', ['bash: mytool --force']],
    ['X=push; mytool $X --force', ['bash: intent', 'bash: mytool … --force | mytool --force']],
    ['mytool  push   --force', ['bash: mytool push --force']],
    ["find . -exec mytool '{}' \\;", ['bash: find . -exec mytool {} ;']],
    ['mytool -C . push --force', ['bash: mytool -C . push --force']],
  ])('%j', (line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });
});

describe('quotes', () => {
  it.each<Row>([
    ['a\\b', ['bash: ab']],
    ['"g"it push', ['bash: git push']],
    ["git pu''sh", ['bash: git push']],
    ["$'\\x67it' push", ['bash: git push']],
    ['$"git" push', ['bash: git push']],
    ["'git push'", ['bash: git push']],
    ['gi\\\nt push', ['bash: git push']],
    ['git "" push', ['bash: git  push']],
    ["echo $'\\xff' $'\\ud800'x", ['bash: echo … …x | echo …x']],
    ["echo $'a\\\nb'c", ['bash: echo …c']],
    ["echo $'a\\0b'c", ['bash: echo ac']],
    ['echo "\\$x \\a"', ['bash: echo $x \\a']],
    ['"if" x', ['bash: if x']],
    ['echo !x "!y"', ['bash: echo !x !y']],
    ['echo a#b # $(rm x)', ['bash: echo a#b']],
  ])('%j', (line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });
});

describe('expansions', () => {
  it.each<Row>([
    ['$X --force', ['bash (ask): … --force | --force']],
    ['g$x push', ['bash (ask): g… push']],
    ['{git,push} --force', ['bash (ask): … --force | --force']],
    ['gi? push', ['bash (ask): gi… push']],
    ['~user/x', ['bash (ask): …/x']],
    ['~/bin/x ~ "~"', ['bash: ~/bin/x ~ ~']],
    ['a=~/x b=~u:~/y:~v c', ['bash: a=~/x b=…:~/y:… c | c']],
    ['echo a{b}c,d} HEAD@{1} {}', ['bash: echo … HEAD@{1} {} | echo HEAD@{1} {}']],
    ['echo a{$x,b}', ['bash: echo a…']],
    ['echo \'{a,b}\' "{a,b}" \\{a,b} {a\\,b}', ['bash: echo {a,b} {a,b} {a,b} {a,b}']],
    ['echo {1..3} {a.b}', ['bash: echo … {a.b} | echo {a.b}']],
    ['echo --x=~u/y x:~u --x=~/y', ['bash: echo --x=…/y x:~u --x=~/y']],
    ['echo "x"~u/y a~u/y ~', ['bash: echo x~u/y a~u/y ~']],
    ['x=~uv/w:~uv c', ['bash: x=…/w:… c | c']],
    ['echo ~uv:~uv', ['bash: echo …:~uv']],
    ['$x', ['bash (ask): …']],
    ['"$x" "$y"', ['bash (ask): …']],
    ['a $b c $d e $f', ['bash: a … c … e … | a c … e … | a … c e … | a c e … | a … c … e | a c … e | a … c e | a c e']],
    ['git log *.ts src/[ab]', ['bash: git log ….ts src/…']],
    ['echo a"$x"b', ['bash: echo a…b']],
    ['echo "$@"', ['bash: echo … | echo']],
    ['rm $a $b c', ['bash: rm … c | rm c']],
    ['$a b $c d $e f $g h', ['bash (ask): …b… d… f… h']],
    ['a $b c $d e $f g $h', ['bash: a… c… e… g…']],
    ['echo a<(rm b)c', ['bash: echo a…c', 'bash: rm b']],
    ['x=<(rm y) z', ['bash: x=… z | z', 'bash: rm y']],
    ['export a=(x $(rm y)) b=c', ['bash: export a=… b=c', 'bash: rm y']],
    ['echo "${x@P}"', ['bash: echo … | echo', 'bash (ask): …']],
    ['echo ${!x} ${!x@} ${!x[@]}', ['bash: echo … | echo', 'bash (ask): …']],
    ["x='a[$(rm y)]'; ((x))", ['bash: intent', 'bash (ask): …']],
    ["[[ 'a[$(rm x)]' -eq 0 ]]", ['bash (ask): …']],
    ["awk '{print $1}'; echo $((i + 1))", ['bash: awk {print $1}', 'bash: echo … | echo']],
  ])('%j', (line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });
});

describe('constructs', () => {
  it.each<Row>([
    ['echo $(git push -f x)', ['bash: echo … | echo', 'bash: git push -f x']],
    ['ls && rm -rf x', ['bash: ls', 'bash: rm -rf x']],
    ['FOO=1 git push --force', ['bash: FOO=1 git push --force | git push --force']],
    ['{ git push; }', ['bash: git push']],
    ['f(){ rm a; }; f', ['bash: rm a', 'bash: f']],
    ['cat <<EOF\n$(rm x)\nEOF', ['bash: cat', 'bash: rm x']],
    ["cat <<'EOF'\n$(rm x)\nEOF", ['bash: cat']],
    ['cat <<< $(rm x)', ['bash: cat', 'bash: rm x']],
    ['diff <(ls a) <(rm b)', ['bash: diff … | diff', 'bash: ls a', 'bash: rm b']],
    ['while read l; do rm "$l"; done < list', ['bash: read l', 'bash: rm … | rm', 'read: list']],
    ['case $x in a) rm y;; esac', ['bash: rm y']],
    ['case a in $(rm x)) ;; esac', ['bash: rm x']],
    ['coproc rm x', ['bash: rm x']],
    ['echo ${x:-$(rm y)}', ['bash: echo … | echo', 'bash: rm y']],
    ['a[$(rm x)]=1', ['bash: intent', 'bash: rm x', 'bash (ask): …']],
    ['X=$(rm y)', ['bash: intent', 'bash: rm y']],
    ['a=($(x) `y`)', ['bash: intent', 'bash: x', 'bash: y']],
    ['[[ -n $(rm x) ]]', ['bash: rm x']],
    ['[ -n "$(rm x)" ]', ['bash: [ -n … ] | [ -n ]', 'bash: rm x']],
    ['(( $(rm x) ))', ['bash: rm x', 'bash (ask): …']],
    ['echo $(( 1 + `rm x` )) $[ $(rm y) ]', ['bash: echo … | echo', 'bash: rm x', 'bash: rm y', 'bash (ask): …']],
    ['((rm x); (rm y))', ['bash: rm x', 'bash: rm y']],
    ['for ((i=$(rm x);;)); do :; done', ['bash: rm x', 'bash: :', 'bash (ask): …']],
    ['select x in $(rm a); do rm b; done', ['bash: rm a', 'bash: rm b']],
    ['until a; do b; done', ['bash: a', 'bash: b']],
    ["trap 'rm x' EXIT", ['bash: trap rm x EXIT']],
    ["alias a='rm x'; a", ['bash: alias a=rm x', 'bash: a']],
    ['command rm x', ['bash: command rm x']],
    ['time -p rm f', ['bash: rm f']],
    ['!(rm x)', ['bash: rm x']],
    ['echo `echo \\`rm x\\``', ['bash: echo … | echo', 'bash: echo … | echo', 'bash: rm x']],
    ['echo ?(a|$(rm x))', ['bash: echo … | echo', 'bash: rm x']],
    ['', []],
    ['  # only a comment', []],
  ])('%j', (line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });
});

describe('redirections', () => {
  it.each<Row>([
    ['echo x > src/a.ts', ['bash: echo x', 'edit: src/a.ts']],
    ['exec > f', ['bash: exec', 'edit: f']],
    ['> file', ['bash: intent', 'edit: file']],
    [
      'a > b >> c >| d &> e &>> f <> g < h',
      ['bash: a', 'edit: b', 'edit: c', 'edit: d', 'edit: e', 'edit: f', 'edit: g', 'read: g', 'read: h'],
    ],
    ['a >&f 2>&1 >&- 2>&3- <&4 > /dev/null < /dev/null', ['bash: a', 'edit: f']],
    ['{ a; } > b', ['bash: a', 'edit: b']],
    ['f() { a; } > b', ['bash: a', 'edit: b']],
    ['[[ a < b ]] > c', ['edit: c']],
    ['a > $b > "c$d" > *.e', ['bash: a', 'edit: …', 'edit: c…', 'edit: ….e']],
    ['a > ~/b > \'~/c\' > ~d/e > ~"/f"', ['bash: a', 'edit: ~/b', 'edit: ./~/c', 'edit: …/e', 'edit: ./~/f']],
    ['a > $(rm x)', ['bash: a', 'edit: …', 'bash: rm x']],
    ['a >& $x', ['bash: a', 'bash (ask): …', 'edit: …']],
    ['{fd}> a', ['bash: intent', 'edit: a']],
    ['a > b<(rm x)', 'unparsable'],
  ])('%j', (line, parts) => {
    expect(partsOf(line)).toEqual(parts);
  });
});

describe('what is not understood', () => {
  it.each([
    'echo "',
    "echo '",
    'echo $(a',
    'echo `a',
    'echo ${a',
    'if',
    'if a; then b',
    'a &&',
    '; a',
    'a ;; b',
    'f() a',
    'cat <<EOF\n$(rm x)',
    'echo ${x!}',
    'ls\r\nrm x',
    'a\0b',
    'a \u0001',
    'a \ud800',
    `a ${'x'.repeat(100_000)}`,
    'f()'.repeat(30_000),
    '('.repeat(5000) + 'a' + ')'.repeat(5000),
    `((a${'?b:c'.repeat(300)}?b:$(rm x)))`,
  ])('%j', (line) => {
    expect(partsOf(line)).toBe('unparsable');
  });
});

describe('what is shown', () => {
  it('is the part as it stands in the line', () => {
    const split = splitCommandLine("FOO=1 'git' push > a; echo `b \\`c 'd'\\``");
    expect(split.kind === 'parts' && split.parts.map(({ shown }) => shown)).toEqual([
      "FOO=1 'git' push > a",
      '> a',
      "echo `b \\`c 'd'\\``",
      "b `c 'd'`",
      "c 'd'",
    ]);
  });

  it('says why a line is not understood', () => {
    expect(splitCommandLine('a\r\nb')).toEqual({
      kind: 'unparsable',
      reason: 'it holds the control character U+000D',
    });
  });
});

it('stays fast on long and deep lines', () => {
  const lines = [
    '$('.repeat(200) + 'x'.repeat(90_000) + ')'.repeat(200),
    `a ${'{,'.repeat(49_000)}}`,
    '$x a '.repeat(19_000),
    'a '.repeat(49_000),
    '~ '.repeat(49_000),
    'a case x in '.repeat(8000),
    '{a['.repeat(33_000),
    `(( ${'<<'.repeat(49_000)} ))`,
  ];
  const kinds = lines.map((line) => splitCommandLine(line).kind);
  expect(kinds).toEqual(lines.map(() => 'parts'));
}, 60_000);

it.each([
  ['(', ')'],
  ['$(', ')'],
  ['{ ', '; }'],
  ['cat <(', ')'],
  ['if a; then ', '; fi'],
  ['while a; do ', '; done'],
  ['case a in a) ', ';; esac'],
])('reads %j in each other 256 times, and no deeper', (open, close) => {
  // A blank, because two brackets in a row would be arithmetic.
  const nested = (depth: number): string => `${open} `.repeat(depth) + 'a' + ` ${close}`.repeat(depth);
  expect(splitCommandLine(nested(256)).kind).toBe('parts');
  expect(partsOf(nested(257))).toBe('unparsable');
});

describe('what bash reads otherwise than the grammar, found by running generated lines', () => {
  it.each([
    "cat <<E\n${x:-'$(evil)'}\nE",
    "cat <<-E\n${x:-'`evil`'}\nE",
    'cat <<E\n"${x:-\'$(evil)\'}"\nE',
    'echo "${x:-$\'$(evil)\'}"',
    'echo "${HOME:+$\'$(evil)\'}"',
    "echo \"${x:-'$'a`evil`''}\"",
    "((echo <<'E'\n`evil`\nE\n); echo)",
    "(\\\n(echo <<'E'\n`evil`\nE\n); echo)",
    "echo $((echo <<'E'\n`evil`\nE\n); echo)",
    'echo "$((echo <<\'E\'\n`evil`\nE\n); echo)"',
    "echo `((echo <<'E'\n$(evil)\nE\n); echo)`",
    'echo $((1 + $(cat <<E\n1\nE\n)))',
    'for ((i=$(cat <<E\n1\nE\n);;)); do :; done',
    'echo {v}<(evil)',
    'echo {v}>(evil)',
    'echo > a\\',
    'evil >&-x',
    'evil <&-x',
    'evil 2>&\\\n-x',
    'echo > a\\\\\\',
    ": {a['$(evil)']}>/dev/null",
  ])('%j cannot be read', (line) => {
    expect(partsOf(line)).toBe('unparsable');
  });

  it.each([
    "for x in 'a[$''(evil)]'; do ((x)); ls; done",
    "for x in 'a[$''(evil)]'; do [[ x -eq 0 ]]; done",
    'x=\'$\'; y="a[${x}(evil)]"; ((y))',
    "echo ${x:='a[$''(evil)]'} $((x))",
    "a=(['$(evil)']=1)",
    "echo >&'a$(evil)'",
    "echo 1>&$'a\\x24(evil)'",
    'echo >&"a\\$(evil)"',
    "x='a$(evil)'; echo >&$x",
    "b='a[$(evil)]'; a=([b]=1)",
  ])('%j holds code that is not known', (line) => {
    expect(partsOf(line)).toContain('bash (ask): …');
  });

  it.each(['for PATH in scripts; do ls; done', 'ls ${PATH:=scripts}'])('%j changes what programs obey', (line) => {
    expect(partsOf(line)).toContain('bash: intent');
  });

  it('leaves ordinary loops and arithmetic alone', () => {
    expect(partsOf('for xPATH in a; do :; done; for PATHx in b; do :; done')).toEqual(['bash: :', 'bash: :']);
    expect(partsOf('for f in a b; do echo "$((i + 1))"; done')).toEqual(['bash: echo … | echo']);
    expect(partsOf('while [ "$i" -lt 3 ]; do ((i++)); done')).toEqual(['bash: [ … -lt 3 ] | [ -lt 3 ]']);
    expect(partsOf("cat <<E\nit's $(date)\nE")).toEqual(['bash: cat', 'bash: date']);
    expect(partsOf('echo "$(ls $\'a b\')"')).toEqual(['bash: echo … | echo', 'bash: ls a b']);
    expect(partsOf('((1)); cat <<E\nx\nE')).toEqual(['bash: cat']);
    expect(partsOf('((a); (b)); cat << E\nx\nE\n')).toEqual(['bash: a', 'bash: b', 'bash: cat']);
    expect(partsOf('( (cat <<E\nx\nE\n); a)')).toEqual(['bash: cat', 'bash: a']);
    expect(partsOf('for ((i=0;i<3;i++)); do cat <<E\nx\nE\ndone')).toEqual(['bash: cat']);
  });
});
