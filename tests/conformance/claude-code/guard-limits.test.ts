import type { FileTree, Policy } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { askProgram } from './ask-program.js';
import { askRendered, PLACE } from './ask-rendered.js';
import { markerOf, type Asked, type MeasuredCase } from './measured-cases.js';
import { useOracle } from './use-oracle.js';

// What docs/targets/claude-code.md says about guards, line by line.

const oracle = useOracle();

const BASH: Policy = {
  tool: 'bash',
  intent: 'allow',
  rules: [
    { pattern: 'rm *', action: 'deny' },
    { pattern: 'ls *', action: 'deny' },
    { pattern: 'mytool *', action: 'ask' },
  ],
};
const EDIT: Policy = { tool: 'edit', intent: 'ask', rules: [{ pattern: 'docs/*', action: 'allow' }] };

const ASKED: readonly Asked[] = ['other x', 'ls x', 'mytool x', ['Write', 'src/a'], ['Write', 'docs/a']];

it('holds for subagents and with --agent', async () => {
  expect(await decisions(rendered(), ASKED)).toEqual(['allow', 'deny', 'ask', 'ask', 'allow']);
  expect(await decisions(rendered(), ASKED, { role: 'main' })).toEqual(['allow', 'deny', 'ask', 'ask', 'allow']);
});

it('holds before the person trusts the project', async () => {
  expect(await decisions(rendered(), ASKED, { trusted: false })).toEqual(['allow', 'deny', 'ask', 'ask', 'allow']);
});

it('refuses everything below the directory of the project, but does not run there before the person trusts it', async () => {
  for (const role of ['subagent', 'main'] as const) {
    const below = { startIn: 'src', role } as const;
    expect(await decisions(rendered(), ASKED, below)).toEqual(ASKED.map(() => 'deny'));
    const untrusted = await decisions(rendered(), ASKED, { ...below, trusted: false });
    expect(untrusted).toEqual(['ask', 'allow', 'ask', 'ask', 'ask']);
  }
});

it('takes denied tools away below the directory of the project, too', async () => {
  const files = rendered([{ tool: 'bash', intent: 'deny', rules: [] }, EDIT]);
  expect(await decisions(files, ['ls x', 'rm x'], { startIn: 'src', trusted: false })).toEqual(['deny', 'deny']);
});

it('holds under a parent that accepts edits', async () => {
  const files = withSettings(rendered(), { permissions: { defaultMode: 'acceptEdits' } });
  expect(await decisions(files, [['Write', 'src/a'], 'touch src/b', 'ls x'])).toEqual(['ask', 'allow', 'deny']);
});

it('does not look into what bash -c, trap and alias run', async () => {
  const hidden = ['bash -c "rm a"', 'eval "rm a"', "trap 'rm a' EXIT", 'alias l="rm a"; l'];
  expect(await decisions(rendered(), ['rm a', ...hidden])).toEqual(['deny', ...hidden.map(() => 'allow')]);
});

it('decides about an address as it is fetched', async () => {
  const fetch: Policy = {
    tool: 'webfetch',
    intent: 'allow',
    rules: [
      { pattern: 'https://in.example.com/*', action: 'deny' },
      { pattern: 'https://docs.python.org*', action: 'ask' },
    ],
  };
  const denied = [
    'https://in.example.com/a',
    'http://in.example.com/a',
    'HTTPS://In.Example.com/a',
    'https://in.example.com:443/a',
    'https://in.example.com./a',
    'https://%69n.example.com/a',
    'https:in.example.com/a',
    'https:\\\\in.example.com\\a',
    'https://me:word@in.example.com/a',
  ];
  const asked: readonly Asked[] = [...denied, 'https://other.example.com/', 'http://docs.python.org/3/'].map((url) => [
    'WebFetch',
    url,
  ]);
  expect(await decisions(rendered([fetch]), asked)).toEqual([...denied.map(() => 'deny'), 'allow', 'ask']);
});

it('knows agents and skills by every spelling that starts them', async () => {
  const tester = agentWith([
    { tool: 'task', intent: 'allow', rules: [{ pattern: 'free', action: 'deny' }] },
    { tool: 'skill', intent: 'allow', rules: [{ pattern: 'deploy', action: 'deny' }] },
  ]);
  const all = [tester, agentWith([], 'free'), agentWith([], 'other')];
  const spoken = all.map((agent) => ({ ...agent, prompt: `${markerOf(agent.name)}\n` }));
  const place = { ...PLACE, scope: 'project', trusted: true } as const;
  const bytes = new TextEncoder().encode('---\ndescription: a skill\n---\nGo on.\n');
  const files = new Map(renderForTest(claudeCode, guardedRoster(spoken), place).files);
  for (const name of ['deploy', 'other']) files.set(`.claude/skills/${name}/SKILL.md`, { bytes, executable: false });
  const denied = ['free', 'Free', ' free', 'fr-ee', 'free_'].map((name): Asked => ['Agent', name]);
  const skills = ['deploy', '/deploy', ' deploy', 'deploy '].map((name): Asked => ['Skill', name]);
  const said = await decisions(files, [...denied, ...skills, ['Agent', 'other'], ['Skill', 'other']], { role: 'main' });
  expect(said).toEqual([...[...denied, ...skills].map(() => 'deny'), 'allow', 'allow']);
});

it('lets no workflow go where the agent may not start somebody', async () => {
  const script = "export const meta = { name: 'w', description: 'd', phases: [] }\nreturn 1";
  const workflow: Asked = ['Workflow', '', { script }];
  const said = async (rules: Policy['rules']): Promise<readonly string[]> =>
    decisions(rendered([{ tool: 'task', intent: 'allow', rules }]), [workflow], { role: 'main' });
  expect(await said([])).toEqual(['allow']);
  expect(await said([{ pattern: 'free', action: 'ask' }])).toEqual(['ask']);
  expect(await said([{ pattern: 'fr*', action: 'deny' }])).toEqual(['deny']);
});

it('refuses what leads past it: worktrees, files for a skill, and skills that run as another agent', async () => {
  const tester = agentWith([
    { tool: 'task', intent: 'allow', rules: [] },
    { tool: 'skill', intent: 'allow', rules: [] },
    { tool: 'read', intent: 'allow', rules: [{ pattern: '.env', action: 'deny' }] },
  ]);
  const spoken = [tester, agentWith([], 'other')].map((agent) => ({ ...agent, prompt: `${markerOf(agent.name)}\n` }));
  const place = { ...PLACE, scope: 'project', trusted: true } as const;
  const files = new Map(renderForTest(claudeCode, guardedRoster(spoken), place).files);
  const skill = (name: string, keys: string): void => {
    const text = `---\ndescription: a skill\n${keys}---\nGo on.\n`;
    files.set(`.claude/skills/${name}/SKILL.md`, { bytes: new TextEncoder().encode(text), executable: false });
  };
  skill('plain', '');
  skill('renamed', 'name: another\n');
  skill('forks', 'context: fork\n');
  const spelled = [
    '"con\\x74ext": fork',
    '? context\n: fork',
    '&a context: fork',
    '!!str context: fork',
    '<<: {context: fork}',
  ];
  spelled.forEach((keys, at) => skill(`spelled-${at}`, `${keys}\n`));
  const indented = '---\n  description: a skill\n  context: fork\n---\nGo on.\n';
  files.set('.claude/skills/indented/SKILL.md', { bytes: new TextEncoder().encode(indented), executable: false });
  const allowed: readonly Asked[] = [
    ['Skill', 'plain'],
    ['Skill', 'plain', { args: 'some words' }],
    ['Agent', 'other'],
  ];
  const refused: readonly Asked[] = [
    ['Skill', 'plain', { args: '@.env' }],
    ['Skill', 'plain', { args: 'see "@/etc/hostname"' }],
    ['Skill', 'forks'],
    ['Skill', 'indented'],
    ...spelled.map((_, at): Asked => ['Skill', `spelled-${at}`]),
    ['Skill', 'review', { args: 'x' }],
    ['Agent', 'other', { isolation: 'worktree' }],
  ];
  // Subagents have no such tool.
  expect(await decisions(files, [['EnterWorktree', '', { name: 'wt' }]], { role: 'main' })).toEqual(['deny']);
  for (const role of ['main', 'subagent'] as const) {
    const said = await decisions(files, [...allowed, ...refused], { role });
    expect([role, ...said]).toEqual([role, ...allowed.map(() => 'allow'), ...refused.map(() => 'deny')]);
  }
});

it('lets nobody start its agents in a worktree, not even the person without an agent', async () => {
  const files = Object.fromEntries(
    [...rendered()].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)] as const),
  );
  const item: MeasuredCase = {
    name: '',
    files,
    agents: {},
    trusted: true,
    scope: 'project',
    main: undefined,
    asked: {},
  };
  const asked: readonly Asked[] = [
    ['Agent', 'tester'],
    ['Agent', 'tester', { isolation: 'worktree' }],
  ];
  const answers = await askProgram(oracle(), item, new Map([['main', asked]]));
  expect(answers.get('main')?.map(({ decision }) => decision)).toEqual(['allow', 'deny']);
});

it('refuses everything where there is no Node, but nothing before the person trusts the project', async () => {
  const files = changed(rendered(), 'node \\"', 'no-such-node \\"');
  expect(await decisions(files, ['other x', 'ls x'])).toEqual(['deny', 'deny']);
  expect(await decisions(files, ['other x', 'ls x'], { trusted: false })).toEqual(['ask', 'allow']);
});

it('refuses everything where its policies are gone or were changed into something else', async () => {
  const files = new Map(rendered());
  files.delete('.claude/canonry/policies.json');
  expect(await decisions(files, ['other x'])).toEqual(['deny']);
  expect(await decisions(changed(rendered(), '"version": 1', '"version": 2'), ['other x'])).toEqual(['deny']);
});

it('does not hold where hooks are switched off', async () => {
  expect(await decisions(withSettings(rendered(), { disableAllHooks: true }), ['ls x', 'mytool x'])).toEqual([
    'allow',
    'ask',
  ]);
});

it('cannot allow what the settings of a person deny or ask about', async () => {
  const files = withSettings(rendered(), { permissions: { deny: ['Bash(other *)'], ask: ['Bash(another *)'] } });
  expect(await decisions(files, ['other x', 'another x', 'third x'])).toEqual(['deny', 'ask', 'allow']);
});

it('cannot allow what Claude Code keeps to itself', async () => {
  const all = ['bash', 'edit', 'question'].map((tool): Policy => ({ tool, intent: 'allow', rules: [] }));
  const asked: readonly Asked[] = [
    ['Write', '.claude/x'],
    ['Write', '.git/config'],
    'rm -rf {project}',
    ['AskUserQuestion', ''],
    ['Write', 'src/a'],
  ];
  const kept = ['ask', 'ask', 'ask', 'ask', 'allow'];
  expect(await decisions(rendered(all), asked, { role: 'main' })).toEqual(kept);
});

it('leaves what is not said to Claude Code, and reading outside where nothing is said about that', async () => {
  const asked: readonly Asked[] = [
    ['Read', 'src/a'],
    ['Write', 'src/a'],
    ['WebFetch', 'https://example.com/'],
    ['Read', '/etc/hostname'],
  ];
  expect(await decisions(rendered([BASH]), asked)).toEqual(['allow', 'ask', 'ask', 'ask']);
  const read: Policy = { tool: 'read', intent: 'allow', rules: [] };
  expect(await decisions(rendered([read]), asked)).toEqual(['allow', 'ask', 'ask', 'ask']);
  const leaving: Policy = { tool: 'external_directory', intent: 'allow', rules: [] };
  expect(await decisions(rendered([read, leaving]), asked)).toEqual(['allow', 'ask', 'ask', 'allow']);
});

it('gives no tools that search to agents with Bash', async () => {
  const search: Policy = { tool: 'grep', intent: 'allow', rules: [] };
  const asked: readonly Asked[] = [['Grep', 'x']];
  expect(await decisions(rendered([BASH, search]), asked)).toEqual(['deny']);
  expect(await decisions(rendered([{ tool: 'bash', intent: 'deny', rules: [] }, search]), asked)).toEqual(['allow']);
});

function rendered(policies: readonly Policy[] = [BASH, EDIT]): FileTree {
  const agent = { ...agentWith(policies), prompt: `${markerOf('tester')}\n` };
  return renderForTest(claudeCode, guardedRoster([agent]), { ...PLACE, scope: 'project', trusted: true }).files;
}

interface Circumstances {
  readonly role?: 'main' | 'subagent';
  readonly trusted?: boolean;
  readonly startIn?: string;
}

async function decisions(
  files: FileTree,
  asked: readonly Asked[],
  { role = 'subagent', trusted = true, startIn = '' }: Circumstances = {},
): Promise<readonly string[]> {
  const item = { files, trusted, scope: 'project', startIn } as const;
  const answers = await askRendered(oracle(), item, { agent: 'tester', role }, asked);
  return answers.map(({ decision }) => decision);
}

/** Settings that a person has beside ours. */
function withSettings(files: FileTree, settings: object): FileTree {
  const bytes = new TextEncoder().encode(JSON.stringify(settings));
  return new Map([...files, ['.claude/settings.local.json', { bytes, executable: false }]]);
}

function changed(files: FileTree, old: string, now: string): FileTree {
  return new Map(
    [...files].map(([path, entry]) => {
      const text = new TextDecoder().decode(entry.bytes).replaceAll(old, now);
      return [path, { ...entry, bytes: new TextEncoder().encode(text) }];
    }),
  );
}
