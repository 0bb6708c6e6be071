import { expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostic.js';
import { collapseInfos } from './collapse-infos.js';

const info = (agent: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'owned-pi-cd',
  severity: 'info',
  message: 'pi asks nothing about cd',
  file: `agents/${agent}/agent.toml`,
  agent,
  target: 'pi',
  hint: 'know it',
  ...more,
});

it('notes about several agents are told once for each code and target, where the first stands', () => {
  const warning: Diagnostic = { code: 'narrowed', severity: 'warning', message: 'less', agent: 'ada', target: 'pi' };
  const alone = info('ada', { code: 'dropped' });
  const elsewhere = info('ada', { target: 'opencode' });
  expect(collapseInfos([info('ada'), warning, info('bob'), alone, warning, elsewhere, info('cy'), info('cy')])).toEqual(
    [
      {
        code: 'owned-pi-cd',
        severity: 'info',
        message: 'ada, bob and cy: pi asks nothing about cd',
        target: 'pi',
        hint: 'know it',
      },
      warning,
      alone,
      warning,
      elsewhere,
    ],
  );
});

it('notes that differ are counted, and a hint that is not true for all is left out', () => {
  const other = info('bob', { message: 'pi asks nothing about pushd', hint: 'know that too' });
  expect(collapseInfos([info('ada'), other, info('cy')])).toEqual([
    {
      code: 'owned-pi-cd',
      severity: 'info',
      message: 'ada, bob and cy: pi asks nothing about cd; 1 more of this kind, which --json shows',
      target: 'pi',
    },
  ]);
});
