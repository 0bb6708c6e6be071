import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommandLine } from '../../packages/core/src/policy/command-line.js';
import { generateLine } from '../differential/generate-line.js';
import { literalWord } from '../differential/generate-word.js';
import { HOLE, isRefused, MOST_REFUSED, showSplit } from '../differential/show-split.js';

describe('a command line', () => {
  it('has exactly the parts that were put into it', () => {
    const numRuns = 2000;
    let refused = 0;
    fc.assert(
      fc.property(generateLine(), ({ line, parts }) => {
        const split = splitCommandLine(line);
        // What bash and the grammar may read differently is refused, and so has no parts to compare.
        if (isRefused(split)) {
          refused += 1;
          return;
        }
        const found = showSplit(split);
        // Arithmetic beside quoted code is a part of its own.
        expect(found?.filter((part) => part !== `bash ${HOLE}`)).toEqual(parts);
      }),
      { numRuns },
    );
    expect(refused).toBeLessThan(numRuns * MOST_REFUSED);
  });

  it('says what a quoted word is', () => {
    fc.assert(
      fc.property(literalWord, ({ line, text }) => {
        expect(showSplit(splitCommandLine(`echo ${line}`))).toEqual([`bash echo ${text}`]);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever it is', () => {
    const syntax = fc.constantFrom(...'$(){}[]<>`\'"\\|&;#!~*?=:@+-%^,/ \n\tax1'.split(''));
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: syntax, maxLength: 40 }));
    fc.assert(
      fc.property(text, (line) => {
        expect(splitCommandLine(line).kind).toMatch(/^(?:parts|unparsable)$/);
      }),
      { numRuns: 20_000 },
    );
  });
});
