import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JsonValue, RenderedTarget } from '@canonry/core';
import { quickSystem } from './failing-fs.js';
import { makeProject, type Project } from './project.js';
import { runs } from '../properties/runs.js';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.dispose());

const system = quickSystem();
const key = fc.constantFrom('a', 'b', 'permissions', 'deny', '10', 'x/y~z', '\u{1F600}');

/** JSON with comments as people lay it out, one value in a way of its own. */
const gap = fc.constantFrom('', ' ', '\n  ', '\n\n\t', ' /* c */ ', ' // c\n', '\n// "a": [1,\n  ');
const scalar = fc.constantFrom('1', '"text // no comment"', 'true', 'null', '-0.5e3', '"\\u00e9\\""');
const { value: jsonText } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('object'), tie('array')),
  object: fc
    .tuple(
      fc.uniqueArray(key, { maxLength: 3 }),
      fc.array(tie('value'), { minLength: 3, maxLength: 3 }),
      fc.array(gap, { minLength: 8, maxLength: 8 }),
      fc.boolean(),
    )
    .map(([keys, values, gaps, isTrailing]) =>
      container(
        '{}',
        keys.map((name, index) => `${JSON.stringify(name)}:${gaps[index] ?? ''}${values[index] ?? ''}`),
        gaps.slice(3),
        isTrailing,
      ),
    ),
  array: fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), fc.array(gap, { minLength: 5, maxLength: 5 }), fc.boolean())
    .map(([values, gaps, isTrailing]) => container('[]', values, gaps, isTrailing)),
}));
const document = fc
  .tuple(
    fc.constantFrom('', '// mine\n', '\uFEFF'),
    jsonText.filter((text) => text.startsWith('{')),
    fc.constantFrom('', '\n', '\n// end'),
    fc.boolean(),
  )
  .map(([head, body, tail, isCrlf]) =>
    isCrlf ? `${head}${body}${tail}`.replaceAll('\n', '\r\n') : `${head}${body}${tail}`,
  );

function container(
  [open = '', close = '']: string,
  members: readonly string[],
  gaps: readonly string[],
  isTrailing: boolean,
): string {
  const inner = members.map(
    (member, index) => `${gaps[index] ?? ''}${member}${index < members.length - 1 || isTrailing ? ',' : ''}`,
  );
  return `${open}${inner.join('')}${gaps.at(-1) ?? ''}${close}`;
}

const json: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom(1, 'x', true),
  fc.constant<JsonValue>(new Map([['k', ['v']]])),
);
const keysOutput = fc
  .record({
    values: fc.uniqueArray(fc.tuple(key, json), { maxLength: 2, selector: ([name]) => name }),
    items: fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }),
    under: key,
  })
  .map(({ values, items, under }): RenderedTarget => ({
    target: 'alpha',
    owns: ['s.json'],
    outputs: [
      {
        kind: 'json-keys',
        path: 's.json',
        entries: [
          ...values.map(([name, value]) => ({ kind: 'value' as const, keys: ['ours', under, name], value })),
          { kind: 'items', keys: [under, 'list'], items },
        ],
      },
    ],
  }));

it('a JSON file that a person laid out is the same again after two renders and clean', async () => {
  let refused = 0;
  const property = fc.asyncProperty(document, keysOutput, keysOutput, async (text, first, second) => {
    project.write('s.json', text);
    for (const rendered of [first, second]) {
      const outcome = await project.render([rendered], { system });
      // A person may have used our keys for something else.
      if (outcome.diagnostics.some(({ code }) => code === 'refused-output')) refused += 1;
      else expect(outcome.diagnostics).toEqual([]);
      if (outcome.applied) expect((await project.check([rendered], { system })).drift).toBe(false);
    }
    await project.clean({ system });
    expect(project.read('s.json')).toBe(text);
    expect(Object.keys(project.ownTree())).toEqual([]);
  });
  const details = await fc.check(property, runs(0.1));
  console.log(`shared JSON: ${details.numRuns} files, ${refused} renders refused`);
  if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? 'failed', { cause: details.errorInstance });
});

const line = fc.constantFrom(
  'text',
  '',
  'text',
  '',
  'more',
  '# title',
  '```',
  '~~~md',
  '    code',
  '<!-- canonry:end -->x',
  '# canonry',
  ' <!-- canonry:end -->',
  '> ```',
);
const text = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, isEnded]) => lines.join(end) + (isEnded && lines.length > 0 ? end : ''));

it('a text around our block is the same again after two renders and clean', async () => {
  let refused = 0;
  const property = fc.asyncProperty(text, text, text, async (around, first, second) => {
    project.write('A.md', around);
    for (const body of [first, second]) {
      const outcome = await project.render([blockOf(body)], { system });
      if (outcome.applied) expect((await project.check([blockOf(body)], { system })).drift).toBe(false);
      else {
        expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['refused-output']);
        refused += 1;
      }
    }
    await project.clean({ system });
    expect(project.read('A.md')).toBe(around);
  });
  const details = await fc.check(property, runs(0.1));
  console.log(`blocks: ${details.numRuns} files, ${refused} renders refused`);
  if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? 'failed', { cause: details.errorInstance });
});

function blockOf(body: string): RenderedTarget {
  return { target: 'alpha', owns: ['A.md'], outputs: [{ kind: 'block', path: 'A.md', comment: 'html', text: body }] };
}
