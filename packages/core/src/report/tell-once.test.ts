import { expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostic.js';
import { tellOnce } from './tell-once.js';

const about = (agent: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'narrowed',
  severity: 'warning',
  message: `pi lets ${agent} do less`,
  file: `agents/${agent}/agent.toml`,
  line: 3,
  column: 1,
  agent,
  target: 'pi',
  hint: 'know it',
  ...more,
});
const loses = (agent: string): Diagnostic => about(agent, { message: `${agent} loses canada-trip and canada` });
const note = (agent: string, message = 'pi asks nothing about cd'): Diagnostic =>
  about(agent, { code: 'owned-pi-cd', severity: 'info', message });

const less = (agent: string, what: string, more: Partial<Diagnostic> = {}): Diagnostic =>
  about(agent, { message: `pi lets ${agent} do less than its definition: ${what}`, tool: 'bash', ...more });

it('tells warnings that differ only in their agent once, at the place of the first', () => {
  const elsewhere = about('ada', { target: 'opencode' });
  const another = about('bob', { message: 'pi lets bob do nothing', hint: 'for another reason' });
  expect(tellOnce([about('ada'), about('bob'), elsewhere, about('cy'), another, about('cy')])).toEqual([
    about('ada', { message: 'pi lets ada do less; the same holds for bob and cy' }),
    elsewhere,
    another,
  ]);
});

it('takes a name for a word, not for a part of one', () => {
  expect(tellOnce([loses('ada'), loses('bob')])).toHaveLength(1);
});

it('tells together in what a target is stricter for one reason, at the place of the first', () => {
  const excerpt = { text: '[permissions.bash]', start: 0, length: 1 };
  const [a, b, c] = ['bash "a" is ask here', 'bash "b: c" is allow here', 'edit "c" is ask here'] as const;
  const edit = less('ada', c, { tool: 'edit' });
  expect(tellOnce([less('ada', a, { excerpt }), less('ada', b), edit, less('bob', a), less('cy', b)])).toEqual([
    less('ada', '', {
      message: `pi lets agents do less than their definitions:\n    ${a} (ada and bob)\n    ${b} (ada and cy)`,
    }),
    edit,
  ]);
  expect(tellOnce([less('ada', a), less('ada', b)])).toEqual([
    less('ada', '', { message: `pi lets ada do less than its definition:\n    ${a}\n    ${b}` }),
  ]);
});

it('makes one line of each note, with its agents, below everything else', () => {
  expect(tellOnce([note('ada'), about('ada'), note('bob'), note('bob', 'pi has no place for tags')])).toEqual([
    about('ada'),
    { code: 'owned-pi-cd', severity: 'info', message: 'pi asks nothing about cd (ada and bob)', target: 'pi' },
    { code: 'owned-pi-cd', severity: 'info', message: 'pi has no place for tags (bob)', target: 'pi' },
  ]);
});

it('tells errors first, then warnings, each in their order', () => {
  const [first, second] = ['ada', 'bob'].map((agent) => about(agent, { code: 'widened', severity: 'error' }));
  const [warning, other] = [about('cy'), about('dan', { message: 'another' })];
  expect([warning, first, other, second].flatMap((item) => item ?? [])).toHaveLength(4);
  expect(tellOnce([warning, first, other, second].flatMap((item) => item ?? []))).toEqual([
    first,
    second,
    warning,
    other,
  ]);
});

it('leaves errors, and what is about no target, as it is', () => {
  const error = about('ada', { code: 'widened', severity: 'error' });
  const lint = { code: 'glued-star', severity: 'warning', message: 'a star', agent: 'ada' } as const;
  const diagnostics = [error, { ...error }, lint, { ...lint }];
  expect(tellOnce(diagnostics)).toEqual(diagnostics);
});

it('names ten agents of many, and counts the others', () => {
  const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
  const ten = names.slice(0, 10).join(', ');
  const told = (count: number): readonly string[] =>
    tellOnce([
      ...names.slice(0, count).map((name) => note(name)),
      ...names.slice(0, count + 1).map((name) => about(name)),
    ])
      .map(({ message }) => message)
      .map((message) => message.replace(/^.*?(?=a1,|a0,)/, ''));
  expect(told(11)).toEqual([`${ten.slice(4)}, a10 and a11`, `${ten} and a10)`]);
  expect(told(12)).toEqual([`${ten.slice(4)}, a10 and a11`, `${ten} and 2 more)`]);
});
