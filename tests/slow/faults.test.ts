import { rmSync } from 'node:fs';
import { loadRoster, thisSystem } from '@canonry/core/node';
import type { Roster } from '@canonry/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';
import { countingSystem, failingSystem, survivingSystem } from '../writing/failing-fs.js';
import {
  copyOf,
  expectAllOrNothing,
  expectNothingHalf,
  makeScenario,
  type Scenario,
} from '../writing/fault-scenario.js';
import { wholeTree } from '../writing/project.js';
import { renderAll } from '../writing/test-targets.js';
import { buildChild, runChild } from '../writing/child.js';

const system = survivingSystem(thisSystem());
let scenario: Scenario;
let child = '';
let calls = 0;

beforeAll(async () => {
  child = await buildChild();
  const { roster } = await loadRoster({ source: REPOSITORY });
  expect(roster.agents).toHaveLength(6);
  scenario = await makeScenario(renderAll(olderThan(roster)), renderAll(roster), system);
  const counting = countingSystem(system);
  const project = copyOf(scenario.base);
  await project.render(scenario.rendered, { system: counting.system, force: true });
  calls = counting.calls.length;
  project.dispose();
}, 60_000);
afterAll(() => {
  rmSync(child, { recursive: true });
  scenario.base.dispose();
});

/** What the six agents may have been: another prompt, another name, an agent more. */
function olderThan(roster: Roster): Roster {
  const [first, second, ...others] = roster.agents;
  if (first === undefined || second === undefined) return roster;
  const agents = [
    { ...first, prompt: 'Shorter.\n' },
    { ...second, name: 'ada' },
    { ...second, name: 'zoe' },
    ...others.slice(1),
  ];
  return { ...roster, agents };
}

describe('render of the six agents over an older output', () => {
  it('killed before every call, the next run ends what it began', async () => {
    let killed = 0;
    const numbers = Array.from({ length: calls }, (_, index) => index + 1);
    const worker = async (): Promise<void> => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
        const project = copyOf(scenario.base);
        const { signal, output } = await runChild(child, REPOSITORY, project.root, number);
        expect({ number, signal, output }).toEqual({ number, signal: 'SIGKILL', output: '' });
        killed += 1;
        expectNothingHalf(project, scenario);
        const next = await project.render(scenario.rendered, { force: true });
        expect({ number, diagnostics: next.diagnostics }).toEqual({ number, diagnostics: [] });
        expect(wholeTree(project), `call ${number}`).toEqual(scenario.expected);
        project.dispose();
      }
    };
    await Promise.all([worker(), worker()]);
    console.log(`faults: ${killed} processes killed, one before each call`);
  });

  it('each call failed with five errors, all is as before or as after', async () => {
    let faults = 0;
    for (const code of ['ENOSPC', 'EACCES', 'EIO', 'EROFS', 'ENAMETOOLONG'])
      for (let number = 1; number <= calls; number += 1) {
        const project = copyOf(scenario.base);
        const failing = failingSystem(system, number, code);
        expectAllOrNothing(
          project,
          await project.render(scenario.rendered, { system: failing, force: true }),
          scenario,
        );
        const next = await project.render(scenario.rendered, { system, force: true });
        expect({ number, code, diagnostics: next.diagnostics }).toEqual({ number, code, diagnostics: [] });
        expect(wholeTree(project), `${code} at call ${number}`).toEqual(scenario.expected);
        project.dispose();
        faults += 1;
      }
    console.log(`faults: ${faults} errors injected`);
  });
});
