import { describe, expect, it } from 'vitest';
import {
  circumstances,
  expectedOf,
  readMeasured,
  treeOf,
  type Asked,
  type MeasuredCase,
} from '../../../../tests/conformance/claude-code/measured-cases.js';
import { decideCall } from './decide-call.js';
import { readSetups } from './setup.js';

// The conformance tests ask the real program the same.
describe.each(readMeasured())('what was measured: $name', ({ cases }) => {
  it.each(cases)('$name', (item) => {
    const wrong = Object.keys(item.asked).flatMap((agent) =>
      expectedOf(item, agent).flatMap(({ asked, decision }) => {
        const modelled = model(item, agent, asked);
        return modelled === decision ? [] : [{ agent, asked, measured: decision, modelled }];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

const PLACE = { project: '/sandbox/project', home: '/sandbox/home' };

function model(item: MeasuredCase, agent: string, asked: Asked): string {
  const files = treeOf(item, PLACE);
  const question = circumstances(item, agent, PLACE);
  // Of two files with one name, the first path counted there.
  const [setup] = readSetups(files, question);
  const [tool, input] = typeof asked === 'string' ? ['Bash', asked] : asked;
  const call = { tool, input: input.replaceAll('{project}', PLACE.project).replaceAll('{home}', PLACE.home) };
  return setup === undefined ? 'deny' : decideCall(call, setup, { files, question, guards: [] }).decision;
}
