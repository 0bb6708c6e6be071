import { describe, expect, it } from 'vitest';
import { splitCommandLine } from './command-line.js';

function filesOf(line: string): unknown {
  const split = splitCommandLine(line);
  if (split.kind === 'unparsable') return split.reason;
  return split.parts.filter(({ tool }) => tool !== 'bash').map(({ tool, alternatives }) => [tool, alternatives]);
}

const file = (text: string, tool = 'edit'): unknown => [tool, [[{ kind: 'text', text }]]];

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
