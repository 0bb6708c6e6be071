import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sample, shuffledSubarray } from 'fast-check';
import { expect, it } from 'vitest';
import { ASSERTIONS } from '../assertions/all.js';
import { bootLab } from '../lab/boot-lab.js';
import { withRenderedTree } from '../lab/rendered-tree.js';
import { type Mutant, mutantsOf } from './mutants.js';

const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 1_000_000);
const WANTED = process.env['HOST_MUTATIONS'] ?? '3';

/** Proves that the questions can be answered with no. */
it('every damage of one line is noticed', () => withRenderedTree(askAboutDamages));

async function askAboutDamages(tree: string): Promise<void> {
  const mutants = chosen(mutantsOf(tree));
  expect(await askAll(tree), 'what the undamaged machine does wrong catches nothing').toBeUndefined();
  const survivors: string[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const started = performance.now();
    const noticed = await firstFailure(tree, mutant);
    const seconds = Math.round((performance.now() - started) / 1000);
    const title = `${mutant.file}: ${mutant.title}`;
    if (noticed === undefined) survivors.push(title);
    process.stdout.write(
      `${index + 1}/${mutants.length} ${seconds}s ${noticed === undefined ? 'SURVIVED' : 'caught'} ${title}${noticed === undefined ? '' : ` <- ${noticed}`}\n`,
    );
  }
  expect(survivors, `PROPERTY_SEED=${SEED}`).toEqual([]);
}

/** One of each file before a second of any. */
function chosen(all: readonly Mutant[]): readonly Mutant[] {
  const [shuffled = []] = sample(shuffledSubarray([...all], { minLength: all.length }), {
    seed: SEED,
    numRuns: 1,
  });
  const ranks = new Map<string, number>();
  const ranked = shuffled.map((mutant) => {
    const rank = (ranks.get(mutant.file) ?? 0) + 1;
    ranks.set(mutant.file, rank);
    return { mutant, rank };
  });
  const inTurn = ranked.toSorted((a, b) => a.rank - b.rank).map(({ mutant }) => mutant);
  return WANTED === 'all' ? inTurn : inTurn.slice(0, Number(WANTED));
}

/** The first question that this damage gives another answer to. */
async function firstFailure(tree: string, { file, text }: Mutant): Promise<string | undefined> {
  const damaged = mkdtempSync(join(tmpdir(), 'canonry-host-mutant-'));
  try {
    cpSync(tree, damaged, { recursive: true, verbatimSymlinks: true });
    if (text === undefined) rmSync(join(damaged, file));
    else writeFileSync(join(damaged, file), text);
    return await askAll(damaged);
  } finally {
    rmSync(damaged, { recursive: true });
  }
}

async function askAll(tree: string): Promise<string | undefined> {
  const host = await bootLab(tree).catch((error: unknown) => String(error));
  if (typeof host === 'string') return host.split('\n')[0];
  try {
    for (const [sentence, holds] of [...ASSERTIONS.values()].flat())
      try {
        holds(host);
      } catch {
        return sentence;
      }
    return undefined;
  } finally {
    await host.stop();
  }
}
