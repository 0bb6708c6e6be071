import type { FileTree, Policy } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { askRendered, PLACE } from './ask-rendered.js';
import { markerOf, type Asked } from './measured-cases.js';
import { useOracle } from './use-oracle.js';

// What docs/targets/claude-code.md says about rules of the settings, where no table of measured cases says it.

const oracle = useOracle();

const BASH: Policy = {
  tool: 'bash',
  intent: 'allow',
  rules: [
    { pattern: 'rm *', action: 'deny' },
    { pattern: 'ls *', action: 'ask' },
  ],
};
const NO_EDITS: Policy = { tool: 'edit', intent: 'deny', rules: [] };
const ASKED: readonly Asked[] = ['other x', 'rm x', 'ls x', ['Write', 'src/a']];

it('holds in the directory of the settings', async () => {
  expect(await decisions('')).toEqual(['allow', 'deny', 'ask', 'deny']);
});

it('holds below it only by the tools that an agent has', async () => {
  expect(await decisions('src')).toEqual(['ask', 'ask', 'allow', 'deny']);
});

it('is in user scope about paths below the directory in which it works', async () => {
  const edit: Policy = { tool: 'edit', intent: 'ask', rules: [{ pattern: 'docs/*', action: 'deny' }] };
  const paths = ['docs/a', 'src/docs/a'].map((path): Asked => ['Write', path]);
  const files = rendered([edit], 'user');
  const decided = async (startIn: string): Promise<readonly string[]> => {
    const item = { files, trusted: true, scope: 'user', startIn } as const;
    const answers = await askRendered(oracle(), item, { agent: 'tester', role: 'subagent' }, paths);
    return answers.map(({ decision }) => decision);
  };
  expect(await decided('')).toEqual(['deny', 'ask']);
  expect(await decided('src')).toEqual(['ask', 'deny']);
});

it('starts no agent in a worktree, where rules about paths would not find its files', async () => {
  const edit: Policy = { tool: 'edit', intent: 'ask', rules: [{ pattern: 'docs/*', action: 'deny' }] };
  const task: Policy = { tool: 'task', intent: 'allow', rules: [] };
  const other = new TextEncoder().encode('---\nname: other\ndescription: somebody\n---\nGo on.\n');
  const files = new Map(rendered([edit, task])).set('.claude/agents/other.md', { bytes: other, executable: false });
  const asked: readonly Asked[] = [
    ['Agent', 'other'],
    ['Agent', 'other', { isolation: 'worktree' }],
    ['Agent', 'other', { isolation: 'remote' }],
    ['EnterWorktree', '', { name: 'wt' }],
  ];
  for (const role of ['main', 'subagent'] as const) {
    const item = { files, trusted: false, scope: 'project' } as const;
    const answers = await askRendered(oracle(), item, { agent: 'tester', role }, asked);
    expect(answers.map(({ decision }) => decision)).toEqual(['allow', 'deny', 'deny', 'deny']);
  }
});

async function decisions(startIn: string): Promise<readonly string[]> {
  const item = { files: rendered(), trusted: true, scope: 'project', startIn } as const;
  const answers = await askRendered(oracle(), item, { agent: 'tester', role: 'subagent' }, ASKED);
  return answers.map(({ decision }) => decision);
}

function rendered(policies: readonly Policy[] = [BASH, NO_EDITS], scope: 'project' | 'user' = 'project'): FileTree {
  const agent = { ...agentWith(policies), prompt: `${markerOf('tester')}\n` };
  const roster = guardedRoster([agent]);
  const section = { scope, enforcement: 'declarative', options: new Map() } as const;
  const project = { ...roster.project, targets: new Map([['claude-code', section]]) };
  return renderForTest(claudeCode, { ...roster, project }, { ...PLACE, scope, trusted: true }).files;
}
