import { describe, expect, it } from 'vitest';
import { splitCommandLine } from './command-line.js';

const any = { kind: 'any' } as const;
const text = (value: string): { readonly kind: 'text'; readonly text: string } => ({ kind: 'text', text: value });

describe('the words of a command', () => {
  it.each([
    ['PATH+=:/x ls', [[text('PATH+=:/x ls')], [text('ls')]]],
    ['a[1]=b ls', [[text('a[1]=b ls')], [text('ls')]]],
    ['ls ~us\\er/x', [[text('ls '), any], [text('ls')]]],
    ['ls ~\\user/x', [[text('ls '), any], [text('ls')]]],
  ])('of %j are spelled in all ways they can have', (line, alternatives) => {
    expect(splitCommandLine(line)).toEqual({
      kind: 'parts',
      parts: [{ tool: 'bash', alternatives, atLeast: 'allow', shown: line }],
    });
  });
});
