import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countingSystem, Death, dyingSystem, failingSystem, quickSystem, survivingSystem } from './failing-fs.js';
import { copyOf, expectAllOrNothing, expectNothingHalf, makeScenario, type Scenario } from './fault-scenario.js';
import { wholeTree } from './project.js';
import { renderAll, rosterOf } from './test-targets.js';

// tests/slow does the same with the six agents, a real disk and processes that are killed.
const older = renderAll(rosterOf({ ada: 'Think.\n', old: 'Go.\n' }));
const newer = renderAll(rosterOf({ ada: 'Think more.\n' }, ['rm *', 'dd *']));
const CODES = ['ENOSPC', 'EACCES', 'EIO', 'EROFS', 'ENAMETOOLONG'];
const system = survivingSystem(quickSystem());

let scenario: Scenario;
let calls = 0;
beforeAll(async () => {
  scenario = await makeScenario(older, newer, system);
  const counting = countingSystem(system);
  const project = copyOf(scenario.base);
  await project.render(newer, { system: counting.system, force: true });
  calls = counting.calls.length;
  project.dispose();
});
afterAll(() => scenario.base.dispose());

describe('a run that is disturbed', () => {
  it('at any call by its death is finished or taken back by the next', async () => {
    for (let number = 1; number <= calls; number += 1) {
      const project = copyOf(scenario.base);
      const dying = project.render(newer, { system: dyingSystem(system, number), force: true });
      await expect(dying, `call ${number}`).rejects.toThrow(Death);
      expectNothingHalf(project, scenario);
      const next = await project.render(newer, { system, force: true });
      expect({ number, exitCode: next.exitCode, diagnostics: next.diagnostics }).toEqual({
        number,
        exitCode: 0,
        diagnostics: [],
      });
      expect(wholeTree(project), `call ${number}`).toEqual(scenario.expected);
      project.dispose();
    }
    console.log(`faults: ${calls} deaths, one before each call`);
  });

  it('at any call by an error leaves the original state and says which file and why', async () => {
    for (let number = 1; number <= calls; number += 1) {
      const code = CODES[number % CODES.length] ?? '';
      const project = copyOf(scenario.base);
      const outcome = await project.render(newer, { system: failingSystem(system, number, code), force: true });
      expectAllOrNothing(project, outcome, scenario);
      const next = await project.render(newer, { system, force: true });
      expect({ number, code, diagnostics: next.diagnostics }).toEqual({ number, code, diagnostics: [] });
      expect(wholeTree(project), `${code} at call ${number}`).toEqual(scenario.expected);
      project.dispose();
    }
    console.log(`faults: ${calls} errors, one at each call`);
  });

  it('twice, the second time while taking back, still ends well', async () => {
    let faults = 0;
    for (let number = 60; number <= calls; number += 37)
      for (let second = 30; second <= 330; second += 61) {
        const project = copyOf(scenario.base);
        for (const death of [number, second])
          await project.render(newer, { system: dyingSystem(system, death), force: true }).catch(() => undefined);
        expectNothingHalf(project, scenario);
        expect((await project.render(newer, { system, force: true })).diagnostics).toEqual([]);
        expect(wholeTree(project), `calls ${number} and ${second}`).toEqual(scenario.expected);
        faults += 1;
        project.dispose();
      }
    console.log(`faults: ${faults} deaths while recovering`);
  });
});
