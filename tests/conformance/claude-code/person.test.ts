import type { Enforcement, FileTree, Policy, Question } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { askRendered, PLACE } from './ask-rendered.js';
import { markerOf, type Asked } from './measured-cases.js';
import { useOracle } from './use-oracle.js';

// What a person's own files say in their place, and that the model knows it.

const oracle = useOracle();
const BASH: Policy = { tool: 'bash', intent: 'ask', rules: [{ pattern: 'rm *', action: 'deny' }] };
const EDIT: Policy = { tool: 'edit', intent: 'ask', rules: [] };
const ASKED: readonly Asked[] = ['mytool x', 'rm x', ['Write', 'src/a']];
const QUESTIONS = [
  ['bash', 'mytool x'],
  ['bash', 'rm x'],
  ['edit', 'src/a'],
] as const;

const HOME = '~/.claude/settings.json';
const LOCAL = '.claude/settings.local.json';

function answering(behavior: string, matcher = '*'): string {
  const answer = { hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior } } };
  const hook = { type: 'command', command: `echo '${JSON.stringify(answer)}'` };
  return JSON.stringify({ hooks: { PermissionRequest: [{ matcher, hooks: [hook] }] } });
}

const LEVELS: readonly Enforcement[] = ['declarative', 'guard'];
const ANSWERED = [
  ['in the project', LOCAL, answering('allow'), ['yes', 'deny', 'yes']],
  ['at home', HOME, answering('allow'), ['yes', 'deny', 'yes']],
  ['about Bash only', LOCAL, answering('allow', 'Bash'), ['yes', 'deny', 'ask']],
  ['with another word', LOCAL, answering('maybe'), ['ask', 'deny', 'ask']],
] as const;

it.each(LEVELS.flatMap((level) => ANSWERED.map((row) => [level, ...row] as const)))(
  '%s: a hook that answers requests, %s',
  async (level, _, path, settings, expected) => {
    const files = new Map([...rendered(level), ...treeOf({ [path]: settings })]);
    const answers = await ask(files, { isSlow: true });
    // It is asked, and carried out all the same: the hook was quicker than the person.
    const said = answers.map(({ decision, text }) =>
      decision === 'ask' && !text.startsWith('the person said no') ? 'yes' : decision,
    );
    expect(said).toEqual(expected);
    expect(modelled(files)).toEqual(expected.map((one) => (one === 'yes' ? 'allow' : one)));
  },
);

const BYPASS = JSON.stringify({ permissions: { defaultMode: 'bypassPermissions' } });
it.each([
  ['declarative', HOME, {}, ['allow', 'deny', 'allow']],
  ['declarative', LOCAL, {}, ['ask', 'deny', 'ask']],
  ['guard', HOME, {}, ['ask', 'deny', 'ask']],
  ['declarative', HOME, { defaultMode: 'default' }, ['ask', 'deny', 'ask']],
  ['declarative', HOME, { disableBypassPermissionsMode: 'disable' }, ['ask', 'deny', 'ask']],
] as const)('%s: bypassPermissions in %s, beside %j', async (level, path, permissions, expected) => {
  const others = path === HOME ? { [LOCAL]: JSON.stringify({ permissions }) } : {};
  const files = new Map([...rendered(level), ...treeOf({ [path]: BYPASS, ...others })]);
  const answers = await ask(files, { isOrdinary: true });
  expect(answers.map(({ decision }) => decision)).toEqual(expected);
  expect(modelled(files)).toEqual(expected);
});

it('bypassPermissions protects no files, but still asks before the project is removed', async () => {
  const files = new Map([...rendered('declarative'), ...treeOf({ [HOME]: BYPASS })]);
  const asked: readonly Asked[] = [['Write', '.git/config'], `chmod x ${PLACE.project}`, `rmdir ${PLACE.project}`];
  const answers = await ask(files, { isOrdinary: true }, asked);
  expect(answers.map(({ decision }) => decision)).toEqual(['allow', 'allow', 'ask']);
});

function ask(
  files: FileTree,
  person: { readonly isSlow?: boolean; readonly isOrdinary?: boolean },
  asked: readonly Asked[] = ASKED,
): ReturnType<typeof askRendered> {
  const item = { files, trusted: true, scope: 'project', ...person } as const;
  return askRendered(oracle(), item, { agent: 'tester', role: 'subagent' }, asked);
}

function modelled(files: FileTree): readonly string[] {
  const place: Omit<Question, 'tool' | 'input'> = {
    ...PLACE,
    scope: 'project',
    trusted: true,
    role: 'subagent',
    agent: 'tester',
  };
  return QUESTIONS.map(([tool, input]) => claudeCode.decide(files, { ...place, tool, input }).decision);
}

function rendered(level: Enforcement): FileTree {
  const agent = { ...agentWith([BASH, EDIT]), prompt: `${markerOf('tester')}\n` };
  const roster = guardedRoster([agent]);
  const section = { scope: 'project', enforcement: level, options: new Map() } as const;
  const project = { ...roster.project, targets: new Map([['claude-code', section]]) };
  return renderForTest(claudeCode, { ...roster, project }, { ...PLACE, scope: 'project', trusted: true }).files;
}

function treeOf(texts: Readonly<Record<string, string>>): FileTree {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
}
