import type { FileTree, Policy, Question } from '@canonry/core';
import { canonicalDecision, renderForTest } from '@canonry/core/testing';
import { expect, it } from 'vitest';
import { measuredLines } from '../../../../tests/conformance/claude-code/measured-cases.js';
import { agentWith, guardedRoster } from '../../../../tests/properties/guarded-agent.js';
import { claudeCode } from '../index.js';

// The lines were asked of the real program, beside a rule that denies `mytool push*`.
const BASH: Policy = { tool: 'bash', intent: 'allow', rules: [{ pattern: 'mytool push*', action: 'deny' }] };
const AGENT = agentWith([BASH]);
const PLACE = {
  project: '/sandbox/project',
  home: '/sandbox/home',
  pathPrefix: '',
  scope: 'project',
  trusted: true,
} as const;

const ask = (input: string): Question => ({ ...PLACE, agent: 'tester', role: 'subagent', tool: 'bash', input });
const passed = measuredLines('bash-unread', ['allow', 'ask']).filter(
  (line) => canonicalDecision(AGENT, ask(line)).decision === 'deny',
);

/** Names of files that the shell puts in are a case of their own. */
const NAMES = new Set(['owned-claude-code-unread-commands', 'owned-claude-code-raw-text']);

it('knows many lines in which a denied command is not found', () => {
  expect(passed.length).toBeGreaterThan(150);
});

it('names a case for each of them', () => {
  const files = rendered('declarative');
  const unnamed = passed.filter((line) => !NAMES.has(claudeCode.decide(files, ask(line)).owned ?? ''));
  expect(unnamed).toEqual([]);
});

it('holds each of them with a guard', () => {
  const files = rendered('guard');
  expect(passed.filter((line) => claudeCode.decide(files, ask(line)).decision !== 'deny')).toEqual([]);
});

function rendered(enforcement: 'declarative' | 'guard'): FileTree {
  const roster = guardedRoster([AGENT]);
  const targets = new Map([['claude-code', { scope: 'project', enforcement, options: new Map() } as const]]);
  return renderForTest(claudeCode, { ...roster, project: { ...roster.project, targets } }, PLACE).files;
}
