import type { FileTree, Question } from '@canonry/core';
import { expect, it } from 'vitest';
import { decide } from './decide.js';
import { patternsOf } from './patterns-of.js';

const AGENT = '---\nname: tested\ndescription: d\n---\n';
const SKILL = '---\ndescription: d\n---\nNow: !`draw it`\n\n```!\npaint x\npaint y\n```\n';
const SETTINGS = '.claude/settings.json';
const LOCAL = '.claude/settings.local.json';
const PERSONAL = '~/.claude/settings.json';
const off = (isOff: unknown): string =>
  JSON.stringify({ disableSkillShellExecution: isOff, disableBundledSkills: isOff, permissions: { deny: ['Agent'] } });

function tree(more: Readonly<Record<string, string>>): FileTree {
  const texts = Object.entries({ '.claude/agents/tested.md': AGENT, '.claude/skills/draw/SKILL.md': SKILL, ...more });
  return new Map(texts.map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]));
}

function ask(
  tool: string,
  input: string,
  more: Readonly<Record<string, string>>,
  role: Question['role'] = 'main',
): string {
  const place = { trusted: true, home: '/home/a', project: '/home/a/p', pathPrefix: '', scope: 'project' } as const;
  return decide(tree(more), { ...place, agent: 'tested', role, tool, input }).decision;
}

it.each(['draw it', 'paint x', ' paint y '])('runs %j unasked, which a skill has in its text', (line) => {
  expect(ask('bash', line, {})).toBe('allow');
  expect(ask('bash', `${line} twice`, {})).toBe('ask');
});

it('runs any line where a skill puts into it what it is given', () => {
  const skill = '---\ndescription: d\n---\n!`draw $ARGUMENTS`\n';
  expect(ask('bash', 'paint z', { '.claude/skills/draw/SKILL.md': skill })).toBe('allow');
});

const without = (more: string): Readonly<Record<string, string>> => ({
  '.claude/agents/tested.md': `---\nname: tested\ndescription: d\ndisallowedTools: Skill\n${more}---\n`,
});

it('runs none for who may not use the skill, unless the text is told to it at its start', () => {
  expect(ask('bash', 'draw it', without(''))).toBe('ask');
  expect(ask('bash', 'draw it', without('skills: draw\n'), 'subagent')).toBe('allow');
  expect(ask('bash', 'draw it', without('skills: draw\n'))).toBe('ask');
});

// texts.test.ts asks the real program.
it.each([
  ['nothing', {}, true],
  ['the project', { [SETTINGS]: off(true) }, false],
  ['the project, but not the person in it', { [SETTINGS]: off(true), [LOCAL]: off(false) }, true],
  ['the project, but not the person', { [SETTINGS]: off(true), [PERSONAL]: off(false) }, false],
  ['the person, but not the project', { [PERSONAL]: off(true), [SETTINGS]: off(false) }, true],
  ['the person in it, but not the project', { [LOCAL]: off(true), [SETTINGS]: off(false) }, false],
  ['the project, beside a file that is discarded', { [SETTINGS]: off(true), [LOCAL]: off('no') }, false],
])('switches commands and skills of its own off as %s says', (_, files, isOn) => {
  const more = Object.keys(files).length === 0 ? { [SETTINGS]: '{"permissions":{"deny":["Agent"]}}' } : files;
  expect([ask('bash', 'draw it', more), ask('task', 'general-purpose', more), ask('task', 'other', more)]).toEqual([
    isOn ? 'allow' : 'ask',
    isOn ? 'allow' : 'deny',
    'deny',
  ]);
});

it('knows what the switch is about: the commands that are there', () => {
  expect(patternsOf('disableSkillShellExecution', tree({}))).toEqual(['draw it', 'paint x', 'paint y']);
});
