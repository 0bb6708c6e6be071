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
const note = (agent: string, message = 'pi asks nothing about cd'): Diagnostic =>
  about(agent, { code: 'owned-pi-cd', severity: 'info', message });

it('tells warnings that differ only in their agent once, at the place of the first', () => {
  const elsewhere = about('ada', { target: 'opencode' });
  const another = about('bob', { message: 'pi lets bob do nothing' });
  expect(tellOnce([about('ada'), about('bob'), elsewhere, about('cy'), another, about('cy')])).toEqual([
    about('ada', { message: 'pi lets ada do less; the same holds for bob and cy' }),
    elsewhere,
    another,
  ]);
});

const loses = (agent: string): Diagnostic => about(agent, { message: `${agent} loses canada-trip and canada` });

it('takes a name for a word, not for a part of one', () => {
  expect(tellOnce([loses('ada'), loses('bob')])).toHaveLength(1);
});

it('makes one line of each note, with its agents, below everything else', () => {
  expect(tellOnce([note('ada'), about('ada'), note('bob'), note('bob', 'pi has no place for tags')])).toEqual([
    about('ada'),
    { code: 'owned-pi-cd', severity: 'info', message: 'pi asks nothing about cd (ada and bob)', target: 'pi' },
    { code: 'owned-pi-cd', severity: 'info', message: 'pi has no place for tags (bob)', target: 'pi' },
  ]);
});

it('leaves errors, and what is about no target, as it is', () => {
  const error = about('ada', { code: 'widened', severity: 'error' });
  const lint = { code: 'glued-star', severity: 'warning', message: 'a star', agent: 'ada' } as const;
  const diagnostics = [error, { ...error }, lint, { ...lint }];
  expect(tellOnce(diagnostics)).toEqual(diagnostics);
});
