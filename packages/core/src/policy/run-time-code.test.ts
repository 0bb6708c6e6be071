import { describe, expect, it } from 'vitest';
import { splitCommandLine } from './command-line.js';

/** True if some part of the line is code that nobody can read. */
function runsUnknownCode(line: string): boolean | string {
  const split = splitCommandLine(line);
  if (split.kind === 'unparsable') return split.reason;
  return split.parts.some(({ atLeast, alternatives }) => atLeast === 'ask' && alternatives[0]?.[0]?.kind === 'any');
}

describe('a value that is evaluated', () => {
  it.each([
    ['echo ${x@P}', true],
    ['echo ${x@Q}', false],
    ['echo ${x@a}', false],
    ['echo ${!x}', true],
    ['echo ${!x[1]}', true],
    ['echo ${!x*}', false],
    ['echo ${!x@}', false],
    ['echo ${!x[@]}', false],
    ['echo ${!x[*]}', false],
    ['echo ${x}', false],
  ])('%j: %j', (line, expected) => {
    expect(runsUnknownCode(line)).toBe(expected);
  });
});

describe('arithmetic', () => {
  it.each([
    ['((x))', true],
    ['((x1))', true],
    ['((0x1f))', true],
    ['((12))', false],
    ['echo $((x))', true],
    ['echo $((12))', false],
    ['(( $(date) ))', true],
    ['echo ${a:b}', true],
    ['echo ${a:1:b}', true],
    ['echo ${a:1:2} ${a: -1} ${a:12}', false],
    ['echo ${a:1x}', true],
    ['echo ${a:x1}', true],
    ['a[i]=1', true],
    ['a[i1]=1', true],
    ['a[1+i]=1', true],
    ['a[12]=1', false],
    ['a=1', false],
    ['echo ${a[i]}', true],
    ['echo ${a[i1]}', true],
    ['echo ${a[1+i]}', true],
    ['echo ${a[12]}', false],
    ['echo ${a[@]}', false],
    ['echo ${a[*]}', false],
    ['echo $a', false],
    ['[[ -v x ]]', true],
    ['[[ -R x ]]', true],
    ['[[ -n x ]]', false],
    ['[[ x -eq 1 ]]', true],
    ['[[ x -ne 1 ]]', true],
    ['[[ x -lt 1 ]]', true],
    ['[[ x -le 1 ]]', true],
    ['[[ x -gt 1 ]]', true],
    ['[[ x -ge 1 ]]', true],
    ['[[ x -nt y ]]', false],
    ['[[ x == y ]]', false],
  ])('%j evaluates names: %j', (line, expected) => {
    expect(runsUnknownCode(`x='a[$(rm y)]'; ${line}`)).toBe(expected);
  });

  it.each([
    ['', false],
    ["x='a[$(rm y)]'", true],
    ["x='a[`rm y`]'", true],
    ["x=$'a[$(rm y)]'", true],
    ['x="a[\\$(rm y)]"', true],
    ['x=\\$\\(rm\\)', true],
    ["read x <<'E'\na[$(rm y)]\nE\n", true],
    ["read x <<'E'\na[1]\nE\n", true],
    // What is read, printed or found is not seen in the line.
    ['read x', true],
    ['builtin read x', true],
    ['mapfile x', true],
    ['readarray x', true],
    ['reads x', false],
    ['select x in a; do :; done', true],
    ['x=$(cat y)', true],
    ['x=`cat y`', true],
    ['x=$(<y)', true],
    ['for x in *.y; do :; done', true],
    ['for x in y?; do :; done', true],
    ['for x in @(y|z); do :; done', true],
    ["x='a[1]'", true],
    ["y='['", true],
    ["y='z$'", true],
    ['for x in {Z..b}; do :; done', true],
    ['for x in {1..9} {a,b}; do :; done', false],
    ['[ a = b ]', false],
    ["x='$y'", false],
  ])('evaluates the code that %j holds: %j', (line, expected) => {
    expect(runsUnknownCode(`${line}\n((x))`)).toBe(expected);
  });
});

describe('a builtin that takes names', () => {
  it.each([
    ['let x', true],
    ['builtin -- let x', true],
    ['command -p builtin let x', true],
    ['y=<(z) let x', true],
    ['letter x', false],
    ['declare a$y', true],
    ['declare ""', false],
    ['declare x=', false],
    ['declare "x=-i"', false],
    ['read a"$y"', true],
    ['export x=PS4"$y"', true],
    ['printf ""', false],
    ['[ a"$y" -gt 1 ]', false],
    ['[ \'a\'"$y" -gt 1 ]', false],
    ['[ $\'a\'"$y" -gt 1 ]', false],
    ['[ "$y"<(z) -gt 1 ]', true],
    ['[ x-v y ]', false],
    ['[ -vx y ]', false],
    ['command', false],
    ['declare "$y"', true],
    ['declare "a[1]=b"', true],
    ['declare a[i]=b', true],
    ['declare -ri x=1', true],
    ['declare +n x', true],
    ['declare -a x', true],
    ['declare -A x', true],
    ['declare -x x=1', false],
    ['declare "x=(1)"', true],
    ['declare "x=$y"', true],
    ['declare x=(1)', true],
    ['typeset -i x', true],
    ['local -n x=y', true],
    ['readonly -a x', true],
    ['readonly x=a[1]', false],
    ['export "x=$y"', false],
    ['export -i x', true],
    ['export "$y=1"', true],
    ['export x', false],
    ['read x', false],
    ['read "a[1]"', true],
    ['read $y', true],
    ['mapfile "a[1]"', true],
    ['readarray "a[1]"', true],
    ['unset "a[1]"', true],
    ['unset x', false],
    ['wait -p "a[1]"', true],
    ['getopts x "a[1]"', true],
    ['printf -v "a[1]" x', true],
    ['printf "-va[1]" x', true],
    ['printf -v "$y" x', true],
    ['printf "$y" x', true],
    ['printf -v', false],
    ['printf', false],
    ['printf -v x "a[1]"', false],
    ['printf "a[1]" "$y"', false],
    ['test -v x', true],
    ['[ ! -R x ]', true],
    ['[ $y -gt 1 ]', true],
    ['[ "$@" -gt 1 ]', true],
    ['[ "${y[*]}" -gt 1 ]', true],
    ['[ "$y" -gt 1 ]', false],
    ['[ "$y" = x ]', false],
    ['[ "$y" == x -a "$z" != x ]', false],
    ['[ "$y" "$z" ]', true],
    ['[ "$y" x ]', true],
    ['[ -n "$y" ]', false],
    ['test -n "$y"', false],
    ['[ "(" -n "$y" ")" ]', false],
    ['echo "a[1]"', false],
    ['PS4=x', true],
    ['for PS4 in x; do :; done', true],
    ['select PS4 in x; do :; done', true],
    ['declare -x PS4=x', true],
    ['declare -x x=PS4', true],
    ['export PS4', true],
    ['read PS4', true],
    ['printf -v PS4 x', true],
    ['RANDOM=x', true],
    ['SRANDOM=x', true],
    ['OPTIND=x', true],
    ['HISTCMD=x', true],
    ['echo ${OPTIND:=x}', true],
  ])('%j evaluates: %j', (line, expected) => {
    expect(runsUnknownCode(`x='a[$(rm y)]'; ${line}`)).toBe(expected);
  });

  it('evaluates what stands in quotes', () => {
    expect(splitCommandLine("printf -v 'a[$(rm y)]' x")).toEqual({
      kind: 'parts',
      parts: [
        {
          tool: 'bash',
          alternatives: [[{ kind: 'text', text: 'printf -v a[$(rm y)] x' }]],
          atLeast: 'allow',
          shown: "printf -v 'a[$(rm y)]' x",
        },
        { tool: 'bash', alternatives: [[{ kind: 'any' }]], atLeast: 'ask', shown: "printf -v 'a[$(rm y)]' x" },
      ],
    });
  });
});
