import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askProgram, type Oracle } from './ask-program.js';
import { inPairs } from './in-pairs.js';
import { makeSandbox, type Sandbox } from './make-sandbox.js';
import { expectedOf, readMeasured, type MeasuredCase } from './measured-cases.js';
import { claudeCodeProgram } from './program.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { isNightly, report } from '../shared/totals.js';

/** Of each agent of each case; nightly all of them. */
const QUESTIONS = isNightly ? Infinity : 10;
/** Of each section. */
const CASES = isNightly ? Infinity : 14;

let sandbox: Sandbox;
let oracle: Oracle;
beforeAll(() => {
  sandbox = makeSandbox();
  oracle = { program: claudeCodeProgram(), sandbox: sandbox.directory };
});
afterAll(() => sandbox.remove());

describe('the real program still answers as it did', () => {
  it.each(readMeasured())('$name', async ({ cases }) => {
    const random = randomFrom(SEED);
    const chosen = sample(random, cases, CASES);
    const judged = await inPairs(chosen, (item) => judgeCase(item, random));
    const mismatches = judged.flatMap((one) => one.mismatches);
    const decisions = judged.reduce((total, one) => total + one.decisions, 0);
    report({ policies: chosen.length, decisions, mismatches: mismatches.length });
    expect(mismatches, `seed ${SEED}`).toEqual([]);
  });
});

interface Judged {
  readonly decisions: number;
  readonly mismatches: readonly string[];
}

async function judgeCase(item: MeasuredCase, random: () => number): Promise<Judged> {
  const chosen = new Map(
    Object.keys(item.asked).map((agent) => [agent, sample(random, expectedOf(item, agent), QUESTIONS)]),
  );
  const asked = new Map([...chosen].map(([agent, rows]) => [agent, rows.map((row) => row.asked)]));
  const answers = await askProgram(oracle, item, asked);
  const mismatches = [...chosen].flatMap(([agent, rows]) =>
    rows.flatMap(({ asked: one, decision }, at) => {
      const real = answers.get(agent)?.[at];
      if (real?.decision === decision) return [];
      const settings = JSON.stringify(item.files);
      return [
        `${item.name}, ${agent}: ${JSON.stringify(one)} really ${real?.decision} (${real?.text.slice(0, 200)}), measured ${decision}\n  ${settings}`,
      ];
    }),
  );
  return { decisions: [...chosen.values()].reduce((total, rows) => total + rows.length, 0), mismatches };
}
