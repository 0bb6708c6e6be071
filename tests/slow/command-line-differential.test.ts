import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommandLine } from '../../packages/core/src/policy/command-line.js';
import { bashAccepts, bashPrints, bashUnquotes } from '../differential/bash.js';
import { generateLine } from '../differential/generate-line.js';
import { generateSoup } from '../differential/generate-soup.js';
import { literalWord } from '../differential/generate-word.js';
import { HOLE, isRefused, MOST_REFUSED, showSplit } from '../differential/show-split.js';
import { NASTY_LINES } from '../differential/nasty-lines.js';
import { loadTreeSitter } from '../differential/tree-sitter-commands.js';
import { isReadAlike } from '../differential/tree-sitter-faults.js';

/** Printed with every failure; a list of lines is drawn at once, so fast-check cannot print it for us. */
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 25_000);

describe('tree-sitter-bash', () => {
  it('finds the same commands', async () => {
    const treeSitter = await loadTreeSitter();
    let compared = 0;
    const runs = { numRuns: RUNS };
    fc.assert(
      fc.property(generateLine(isReadAlike), ({ line }) => {
        const theirs = treeSitter(line);
        if (theirs === undefined || isRefused(splitCommandLine(line))) return;
        compared += 1;
        expect(commandsOf(line)).toEqual(theirs);
      }),
      runs,
    );
    // Of lines that bash accepts, it finds errors in few.
    expect(compared).toBeGreaterThan(RUNS * (0.8 - MOST_REFUSED));
  });
});

describe('a nasty line', () => {
  it.each(NASTY_LINES)('$line', async ({ line, fault }) => {
    const theirs = (await loadTreeSitter())(line);
    const ours = commandsOf(line);
    if (fault === undefined) expect(ours).toEqual(theirs);
    else expect(ours, `no longer true of tree-sitter: ${fault}`).not.toEqual(theirs);
  });
});

describe('bash', () => {
  it('takes the same quotes away', () => {
    const words = fc.sample(literalWord, { numRuns: RUNS, seed: SEED });
    const theirs = bashUnquotes(words.map(({ line }) => line));
    const ours = words.map(({ line }) => showSplit(splitCommandLine(`echo ${line}`))?.[0]?.slice('bash echo '.length));
    expect(differences(words, theirs, ours)).toEqual([]);
  });

  it('prints lines in its own way, and they have the same parts', () => {
    // It prints a here-document without the end of its line.
    const lines = fc
      .sample(generateLine(), { numRuns: RUNS / 5, seed: SEED })
      .filter(({ line }) => !/<<'?E/.test(line));
    // It refuses some arrays and functions inside of substitutions that are inside of others.
    const accepted = bashAccepts(lines.map(({ line }) => line));
    const printed = bashPrints(lines.map(({ line }) => line));
    const pairs = lines.flatMap(({ line }, at) =>
      accepted[at] === true ? [{ line, printed: printed[at] ?? '' }] : [],
    );
    expect(pairs.length).toBeGreaterThan(lines.length * 0.9);
    const splits = pairs
      .map((pair) => ({ line: pair.line, ours: splitCommandLine(pair.line), theirs: splitCommandLine(pair.printed) }))
      .filter(({ ours, theirs }) => !isRefused(ours) && !isRefused(theirs));
    expect(splits.length).toBeGreaterThan(pairs.length * (1 - MOST_REFUSED));
    const [ours, theirs] = [
      splits.map((split) => showSplit(split.ours)),
      splits.map((split) => showSplit(split.theirs)),
    ];
    expect(differences(splits, theirs, ours)).toEqual([]);
  });

  it('accepts what is parsed, and refuses what is not', () => {
    const lines = fc.sample(generateSoup(), { numRuns: RUNS, seed: SEED });
    const accepted = bashAccepts(lines);
    const parsed = lines.map((line) => splitCommandLine(line).kind === 'parts');
    const refused = lines.filter((line, at) => accepted[at] === true && parsed[at] === false && !isReadLater(line));
    const invented = lines.filter((_, at) => accepted[at] === false && parsed[at] === true);
    // Refusing is never wrong; parts of what bash does not run are decided for nothing (`a (`, `coproc a } b`).
    expect(refused.length, `seed ${SEED}: ${JSON.stringify(refused)}`).toBeLessThan(RUNS / 200);
    expect(invented.length, `seed ${SEED}: ${JSON.stringify(invented)}`).toBeLessThan(RUNS / 200);
  });
});

/** Bash looks into backticks and at bad parameter expansions when it runs them, ends a here-document at the end of the line. */
function isReadLater(line: string): boolean {
  return /`|<<|\$\{/.test(line) || line.includes('!(');
}

function differences(
  lines: readonly { readonly line: string }[],
  theirs: readonly unknown[],
  ours: readonly unknown[],
): readonly unknown[] {
  return lines
    .map(({ line }, at) => ({ seed: SEED, line, theirs: theirs[at], ours: ours[at] }))
    .filter((each) => JSON.stringify(each.theirs) !== JSON.stringify(each.ours))
    .slice(0, 3);
}

/** The simple commands of a line, without the part that stands for code that arithmetic may run. */
function commandsOf(line: string): readonly string[] | undefined {
  return showSplit(splitCommandLine(line))
    ?.filter((part) => part.startsWith('bash ') && part !== `bash ${HOLE}`)
    .map((part) => part.slice('bash '.length))
    .toSorted();
}
