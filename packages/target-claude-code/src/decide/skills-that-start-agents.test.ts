import type { FileTree, Policy, Question } from '@canonry/core';
import { ORDINARY_PLACE, renderForTest } from '@canonry/core/testing';
import { expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../../../tests/properties/guarded-agent.js';
import { claudeCode } from '../index.js';
import { decide } from './decide.js';

const AGENT = '---\nname: tested\ndescription: d\ndisallowedTools: "Agent, Workflow"\n---\n';

const skill = (keys: string): string => `---\ndescription: d\n${keys}---\nGo on.\n`;

function ask(more: Readonly<Record<string, string>>): string {
  const texts = Object.entries({ '.claude/agents/tested.md': AGENT, ...more });
  const files: FileTree = new Map(
    texts.map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
  const question: Question = {
    agent: 'tested',
    role: 'main',
    tool: 'task',
    input: 'x',
    trusted: true,
    home: '/home/a',
    project: '/work',
    pathPrefix: '',
    scope: 'project',
  };
  return decide(files, question).decision;
}

it('starts no agent without the tool for it, but by a skill that runs as one', () => {
  expect(ask({})).toBe('deny');
  expect(ask({ '.claude/skills/a/SKILL.md': skill('') })).toBe('deny');
  expect(ask({ '.claude/skills/a/SKILL.md': skill('context: fork\n') })).toBe('allow');
  expect(ask({ '~/.claude/commands/a.md': skill('context: fork\n') })).toBe('allow');
  const denied = JSON.stringify({ permissions: { deny: ['Skill(a)'] } });
  expect(ask({ '.claude/skills/a/SKILL.md': skill('context: fork\n'), '.claude/settings.json': denied })).toBe('deny');
});

const flat = (tool: string, intent: Policy['intent']): Policy => ({ tool, intent, rules: [] });

it('is refused by a guard where it is one of those that Claude Code comes with', () => {
  const roster = guardedRoster([agentWith([flat('task', 'deny'), flat('skill', 'allow')])]);
  const place = { ...ORDINARY_PLACE, trusted: true } as const;
  const { files } = renderForTest(claudeCode, roster, place);
  const question = { ...place, agent: 'tester', role: 'main', tool: 'task', input: 'general-purpose' } as const;
  expect(decide(files, question).decision).toBe('deny');
});
