import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommandLine } from '../../packages/core/src/policy/command-line.js';
import type { SplitLine, SubjectText } from '../../packages/core/src/policy/subject.js';
import { EVALUATING, TEXTS } from '../differential/evaluating-lines.js';
import { generateHostile } from '../differential/generate-hostile.js';
import { generateLine } from '../differential/generate-line.js';
import { runInBash, type Ran } from '../differential/run-in-bash.js';

const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = Math.round(Number(process.env['PROPERTY_RUNS'] ?? 25_000) / 5);

describe('everything that bash runs', () => {
  it.each([
    ['lines in which code may hide anywhere', generateHostile(), 0.4],
    ['ordinary lines', generateLine().map(({ line }) => line), 0.8],
  ] as const)('is a part of the line: %s', async (_, arbitrary, leastRead) => {
    const lines = fc.sample(arbitrary, { numRuns: RUNS, seed: SEED }).filter(isHarmless);
    const read = lines
      .map((line) => ({ line, split: splitCommandLine(line) }))
      .filter(({ split }) => split.kind === 'parts' && !mayRunAnything(split));
    // A splitter that refuses everything is never wrong.
    expect(read.length / lines.length, `seed ${SEED}`).toBeGreaterThan(leastRead);
    const ran = await runInBash(read.map(({ line }) => line));
    const wrong = read.flatMap(({ line, split }, at) => {
      const unseen = unseenIn(split, ran[at] ?? { commands: [], files: [] });
      return unseen.length === 0 ? [] : [{ line, unseen }];
    });
    expect(wrong, `seed ${SEED}`).toEqual([]);
    expect(ran.filter(({ commands }) => commands.length > 0).length / ran.length).toBeGreaterThan(0.3);
  });
});

describe('text that bash evaluates in spite of its quotes', () => {
  const lines = EVALUATING.flatMap((spell) => TEXTS.map((text) => ({ spell, line: spell(text) })));

  it('makes a line that may run anything', async () => {
    const ran = await runInBash(lines.map(({ line }) => line));
    const evaluated = lines.filter((_, at) => ran[at]?.commands.includes('evil'));
    expect(evaluated.filter(({ line }) => !mayRunAnything(splitCommandLine(line)))).toEqual([]);
    // Every line of the table is there because of a text with which bash does so.
    expect(
      EVALUATING.filter((spell) => !evaluated.some((each) => each.spell === spell)).map((spell) => spell('@')),
    ).toEqual([]);
  });
});

/** Nothing outside of the directory in which the line runs. */
function isHarmless(line: string): boolean {
  return !/\.\.|\/(?!dev\/null)/.test(line);
}

function mayRunAnything(split: SplitLine): boolean {
  if (split.kind === 'unparsable') return true;
  return split.parts.some(
    ({ tool, alternatives }) =>
      tool === 'bash' && alternatives.some((text) => text.length === 1 && text[0]?.kind === 'any'),
  );
}

function unseenIn(split: SplitLine, { commands, files }: Ran): readonly string[] {
  return [
    ...commands.filter((command) => !isSeen(split, 'bash', command)),
    ...files
      .filter((file) => !isSeen(split, 'edit', file) && !isSeen(split, 'edit', `./${file}`))
      .map((file) => `> ${file}`),
  ];
}

function isSeen(split: SplitLine, tool: string, text: string): boolean {
  if (split.kind === 'unparsable') return true;
  return split.parts.some(
    (part) => part.tool === tool && part.alternatives.some((set) => expressionOf(set).test(text)),
  );
}

function expressionOf(set: SubjectText): RegExp {
  const source = set.map((piece) =>
    piece.kind === 'any' ? '.*' : piece.text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`),
  );
  return new RegExp(`^${source.join('')}$`, 's');
}
