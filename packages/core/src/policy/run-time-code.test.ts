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
    ['echo ${a:1}', true],
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
    ["x='a[$(rm y)]'", true],
    ["x='a[`rm y`]'", true],
    ["x=$'a[$(rm y)]'", true],
    ['x="a[\\$(rm y)]"', true],
    ['x=\\$\\(rm\\)', true],
    ["read x <<'E'\na[$(rm y)]\nE\n", true],
    ["read x <<'E'\na[1]\nE\n", true],
    ['read x <<E\na[1]\nE\n', false],
    ["x='a[1]'", true],
    ["x='$y'", false],
  ])('evaluates the code that %j holds: %j', (line, expected) => {
    expect(runsUnknownCode(`${line}\n((x))`)).toBe(expected);
  });
});
