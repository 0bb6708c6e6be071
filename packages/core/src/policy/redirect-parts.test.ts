import { describe, expect, it } from 'vitest';
import { splitCommandLine } from './command-line.js';

function filesOf(line: string): unknown {
  const split = splitCommandLine(line);
  if (split.kind === 'unparsable') return split.reason;
  return split.parts.filter(({ tool }) => tool !== 'bash').map(({ tool, alternatives }) => [tool, alternatives]);
}

const file = (text: string, tool = 'edit'): unknown => [tool, [[{ kind: 'text', text }]]];
const anywhere = (text: string, tool = 'edit'): unknown => [tool, [[{ kind: 'any' }, { kind: 'text', text }]]];

describe('the files of redirections', () => {
  it.each([
    ['a > /dev/null', []],
    ['a > /dev/nullx', [file('/dev/nullx')]],
    ['a > /dev/null/../x', [file('/dev/null/../x')]],
    ['a > /x/dev/null', [file('/x/dev/null')]],
    ['a >&12 2>&1 3>&10- >&-', []],
    ['a > 1', [file('1')]],
    ['a > -', [file('-')]],
    ['a < 1', [file('1', 'read')]],
    ['a >& 1x', [file('1x')]],
    ['a >& x1', [file('x1')]],
    ['a >& -x', [file('-x')]],
    ['a >& b/c.d', [file('b/c.d')]],
    // Expanded once more, whatever quotes it had.
    ['a >& "b\'c"', [['edit', [[{ kind: 'any' }]]]]],
    ["a >& '~/b'", [['edit', [[{ kind: 'any' }]]]]],
    ['a <& "b\'c"', []],
    ['a &> "b\'c"', [file("b'c")]],
    ['a > b\\\\', [file('b\\')]],
    ['a > ~', [file('~')]],
    ['a > ~/b', [file('~/b')]],
    ['a > "~"', [file('./~')]],
    ['> b ls', [file('b')]],
    ['ls > b c', [file('b')]],
    ['> b<(rm x)', 'a redirection to a name that holds a process substitution'],
    ['ls > b<(rm x)', 'a redirection to a name that holds a process substitution'],
  ])('%j', (line, files) => {
    expect(filesOf(line)).toEqual(files);
  });
});

describe('the files of redirections where the directory changes', () => {
  it.each([
    ['cd x && a > b', [anywhere('b')]],
    ['cd x; a < b', [anywhere('b', 'read')]],
    ['pushd x; a > b', [anywhere('b')]],
    ['popd; a > b', [anywhere('b')]],
    ['{ cd x; }; a > b', [anywhere('b')]],
    ['(cd x; a > b)', [anywhere('b')]],
    ['f() { cd x; }; f; a > b', [anywhere('b')]],
    ['while a > b; do cd ..; done', [anywhere('b')]],
    ['builtin cd x; a > b', [anywhere('b')]],
    ['command -p cd x; a > b', [anywhere('b')]],
    ['"c"\\d x; a > b', [anywhere('b')]],
    ['CDPATH=/ cd x; a > b', [anywhere('b')]],
    ['$x / && a > b', [anywhere('b')]],
    ['command $x / && a > b', [anywhere('b')]],
    ["eval 'cd /'; a > b", [anywhere('b')]],
    ['source x; a > b', [anywhere('b')]],
    ['. x; a > b', [anywhere('b')]],
    ["trap 'cd /' DEBUG; a > b", [anywhere('b')]],
    ["mapfile -C 'cd /'; a > b", [anywhere('b')]],
    ['readarray x; a > b', [anywhere('b')]],
    ['cd x; a > ../b', [anywhere('../b')]],
    ['cd x; a > "~"', [anywhere('./~')]],
    ['cd x; a > /b', [file('/b')]],
    ['cd x; a > ~/b', [file('~/b')]],
    ['cdx; a > b', [file('b')]],
    ['x=<(y) z > b', [file('b')]],
    ['x=<(y) cd z; a > b', [anywhere('b')]],
    ['x=1; a > b', [file('b')]],
    ['echo cd; a > b', [file('b')]],
  ])('%j', (line, files) => {
    expect(filesOf(line)).toEqual(files);
  });
});
