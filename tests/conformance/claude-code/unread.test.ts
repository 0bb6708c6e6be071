import type { Policy } from '@canonry/core';
import { canonicalDecision, renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { askRendered, PLACE } from './ask-rendered.js';
import { markerOf, measuredLines } from './measured-cases.js';
import { useOracle } from './use-oracle.js';
import { randomFrom, sample, SEED } from '../shared/sample.js';
import { isNightly, report } from '../shared/totals.js';

// Places in which Claude Code does not find a command that its rules deny. A guard finds it there.

const oracle = useOracle();

const BASH: Policy = { tool: 'bash', intent: 'allow', rules: [{ pattern: 'mytool push*', action: 'deny' }] };
const LINES = isNightly ? Infinity : 60;

it.each(['subagent', 'main'] as const)('a guard denies what rules do not find (%s)', async (role) => {
  const agent = { ...agentWith([BASH]), prompt: `${markerOf('tester')}\n` };
  const place = { ...PLACE, scope: 'project', trusted: true } as const;
  const { files } = renderForTest(claudeCode, guardedRoster([agent]), place);
  const question = { ...place, agent: 'tester', role, tool: 'bash' } as const;
  const isDenied = (input: string): boolean => canonicalDecision(agent, { ...question, input }).decision === 'deny';
  const passed = measuredLines('bash-unread', ['allow', 'ask']).filter(isDenied);
  const lines = sample(randomFrom(SEED), passed, LINES);
  const answers = await askRendered(
    oracle(),
    { files, trusted: true, scope: 'project' },
    { agent: 'tester', role },
    lines,
  );
  const wrong = lines.filter((_, at) => answers[at]?.decision !== 'deny');
  report({ policies: 1, decisions: lines.length, mismatches: wrong.length });
  expect(lines.length).toBeGreaterThan(50);
  expect(wrong, `seed ${SEED}`).toEqual([]);
});
