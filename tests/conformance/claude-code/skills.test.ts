import type { Skill } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { describe, expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { askProgram } from './ask-program.js';
import { askRendered, PLACE } from './ask-rendered.js';
import { circumstances, markerOf, treeOf, type Asked, type MeasuredCase } from './measured-cases.js';
import { useOracle } from './use-oracle.js';

// What a skill lets an agent do once it has used it. The calls of a conversation are made in their order.

const oracle = useOracle();

const SKILL = '.claude/skills/tables/SKILL.md';
const GRANT = 'allowed-tools: Bash(draw *)';
const ALLOWING = JSON.stringify({ permissions: { allow: ['Skill'] } });
const USE: Asked = ['Skill', 'tables'];

function skillWith(front: string, name = 'tables'): string {
  return `---\nname: ${name}\ndescription: a skill\n${front}\n---\nDraw.\n`;
}

function hookOf(decision: string): string {
  const answer = { hookEventName: 'PreToolUse', permissionDecision: decision, permissionDecisionReason: 'x' };
  const command = `echo '${JSON.stringify({ hookSpecificOutput: answer })}'`;
  const hooks = { PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command }] }] };
  return `hooks: ${JSON.stringify(hooks)}`;
}

interface Told {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Front matter of the agent that asks. */
  readonly agent?: string;
  readonly role?: 'main' | 'subagent';
  readonly trusted?: boolean;
  readonly asked: readonly Asked[];
  readonly real: readonly string[];
}

const TOLD: readonly Told[] = [
  {
    name: 'allows its tools from its use on',
    files: { [SKILL]: skillWith(GRANT), '.claude/settings.json': ALLOWING },
    asked: ['draw x', USE, 'draw x', 'other x', 'draw x; other x'],
    real: ['ask', 'allow', 'allow', 'ask', 'ask'],
  },
  {
    name: 'allows them in dontAsk',
    files: { [SKILL]: skillWith(GRANT), '.claude/settings.json': ALLOWING },
    agent: 'permissionMode: dontAsk',
    asked: ['draw x', USE, 'draw x', 'other x'],
    real: ['deny', 'allow', 'allow', 'deny'],
  },
  {
    name: 'allows them with --agent',
    files: { [SKILL]: skillWith(GRANT), '.claude/settings.json': ALLOWING },
    role: 'main',
    asked: [USE, 'draw x'],
    real: ['allow', 'allow'],
  },
  {
    name: 'allows them before the person trusts the project',
    files: { [SKILL]: skillWith(GRANT), '~/.claude/settings.json': ALLOWING },
    trusted: false,
    asked: [USE, 'draw x'],
    real: ['allow', 'allow'],
  },
  {
    name: 'of a person allows them, too',
    files: { [`~/${SKILL}`]: skillWith(GRANT), '.claude/settings.json': ALLOWING },
    asked: [USE, 'draw x'],
    real: ['allow', 'allow'],
  },
  {
    name: 'as a command allows them, too',
    files: { '.claude/commands/deep/tables.md': skillWith(GRANT), '.claude/settings.json': ALLOWING },
    asked: [['Skill', 'deep:tables'], 'draw x'],
    real: ['allow', 'allow'],
  },
  {
    name: 'is known by its name as well as by its directory',
    files: { '.claude/skills/other/SKILL.md': skillWith(GRANT), '.claude/settings.json': ALLOWING },
    asked: [USE, 'draw x'],
    real: ['allow', 'allow'],
  },
  {
    name: 'is not found below another directory',
    files: { '.claude/skills/deep/tables/SKILL.md': skillWith(GRANT), '.claude/settings.json': ALLOWING },
    asked: [USE, 'draw x'],
    real: ['allow', 'ask'],
  },
  {
    name: 'names them with commas, with spaces or in a list',
    files: {
      [SKILL]: skillWith('allowed-tools: ["Bash(draw *), Edit(/docs/**)", "WebSearch Bash(paint:*)"]'),
      '.claude/settings.json': ALLOWING,
    },
    asked: [USE, 'draw x', 'paint x', ['Write', 'docs/a'], ['Write', 'src/a'], ['WebSearch', 'abc']],
    real: ['allow', 'allow', 'allow', 'allow', 'ask', 'allow'],
  },
  {
    name: 'does not divide them at line ends, and allows nothing by a star',
    files: {
      [SKILL]: skillWith('allowed-tools: |\n  Bash(draw *)\n  Bash(paint *)'),
      '.claude/skills/star/SKILL.md': skillWith('allowed-tools: "*"', 'star'),
      '.claude/settings.json': ALLOWING,
    },
    asked: [USE, ['Skill', 'star'], 'draw x', 'paint x'],
    real: ['allow', 'allow', 'ask', 'ask'],
  },
  {
    name: 'lifts no rule of ask or deny',
    files: {
      [SKILL]: skillWith('allowed-tools: Bash'),
      '.claude/settings.json': JSON.stringify({
        permissions: { allow: ['Skill'], ask: ['Bash(ask *)'], deny: ['Bash(deny *)'] },
      }),
    },
    asked: [USE, 'draw x', 'ask x', 'deny x'],
    real: ['allow', 'allow', 'ask', 'deny'],
  },
  {
    name: 'gives no tool that the agent has not got',
    files: { [SKILL]: skillWith('allowed-tools: Bash'), '.claude/settings.json': ALLOWING },
    agent: 'disallowedTools: Bash',
    asked: [USE, 'draw x'],
    real: ['allow', 'deny'],
  },
  {
    name: 'allows nothing where it is only read out to an agent',
    files: { [SKILL]: skillWith(GRANT) },
    agent: 'skills: tables\ndisallowedTools: Skill',
    asked: ['draw x', USE],
    real: ['ask', 'deny'],
  },
  {
    name: 'is asked about where it allows something, and then not used',
    files: { [SKILL]: skillWith(GRANT) },
    agent: 'permissionMode: dontAsk',
    asked: [USE, 'draw x'],
    real: ['deny', 'deny'],
  },
  {
    name: 'is not asked about where it allows nothing',
    files: { [SKILL]: skillWith('allowed-tools: ""') },
    asked: [USE, 'draw x'],
    real: ['allow', 'ask'],
  },
  {
    name: 'brings hooks for the agent that a person talks to',
    files: { [SKILL]: skillWith(hookOf('allow')), '.claude/settings.json': ALLOWING },
    role: 'main',
    asked: [USE, 'draw x'],
    real: ['allow', 'allow'],
  },
  {
    name: 'brings no hooks for a subagent',
    files: { [SKILL]: skillWith(hookOf('allow')), '.claude/settings.json': ALLOWING },
    asked: [USE, 'draw x'],
    real: ['allow', 'ask'],
  },
];

describe('a skill', () => {
  it.each(TOLD)('$name', async (told) => {
    const item = caseOf(told);
    const answers = await askProgram(oracle(), item, new Map([['tested', told.asked]]));
    expect(answers.get('tested')?.map(({ decision }) => decision)).toEqual(told.real);
  });

  it.each(TOLD)('$name: the model thinks so, too', (told) => {
    const item = caseOf(told);
    const modelled = told.asked.map((asked) => modelOf(item, asked));
    const last = told.asked.map((asked) => told.real[told.asked.lastIndexOf(asked)]);
    // The model knows of no before: it says what may be done in the end.
    expect(modelled).toEqual(last);
  });
});

function caseOf({ name, files, agent = '', role = 'subagent', trusted = true }: Told): MeasuredCase {
  const main = role === 'main' ? 'tested' : undefined;
  return { name, files: { ...files }, agents: { tested: agent }, trusted, scope: 'project', main, asked: {} };
}

const TOOL_OF: Readonly<Record<string, string>> = {
  Skill: 'skill',
  Write: 'edit',
  WebSearch: 'websearch',
};

function modelOf(item: MeasuredCase, asked: Asked): string {
  const personal = Object.entries(item.files).filter(([path]) => path.startsWith('~/'));
  const files = new Map([
    ...treeOf(item, PLACE),
    ...personal.map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }] as const),
  ]);
  const [tool, input] = typeof asked === 'string' ? ['bash', asked] : [TOOL_OF[asked[0]] ?? '', asked[1]];
  return claudeCode.decide(files, { ...circumstances(item, 'tested', PLACE), tool, input }).decision;
}

describe('a skill that wants to be allowed something, as canonry writes it', () => {
  const skill: Skill = {
    name: 'tables',
    description: 'a skill',
    allowedTools: 'Bash(draw *)',
    files: new Map([['SKILL.md', { bytes: new TextEncoder().encode(skillWith(GRANT)), executable: false }]]),
  };
  const asker = {
    ...agentWith([{ tool: 'bash', intent: 'ask', rules: [] }]),
    skills: ['tables'],
    prompt: `${markerOf('tester')}\n`,
  };

  it.each(['declarative', 'guard'] as const)('allows nothing (%s)', async (enforcement) => {
    const roster = { ...guardedRoster([asker]), skills: [skill] };
    const section = { scope: 'project', options: new Map(), enforcement } as const;
    const targets = new Map([['claude-code', section]]);
    const place = { ...PLACE, scope: 'project', trusted: true } as const;
    const { files } = renderForTest(claudeCode, { ...roster, project: { ...roster.project, targets } }, place);
    const who = { agent: 'tester', role: 'subagent' } as const;
    const answers = await askRendered(oracle(), { files, trusted: true, scope: 'project' }, who, [USE, 'draw x']);
    expect(answers.map(({ decision }) => decision)).toEqual(['allow', 'ask']);
  });

  it('allows nothing under a guard even where somebody has put it back', async () => {
    const roster = { ...guardedRoster([asker]), skills: [skill] };
    const { files } = renderForTest(claudeCode, roster, { ...PLACE, scope: 'project', trusted: true });
    const changed = new Map(files);
    changed.set(SKILL, { bytes: new TextEncoder().encode(skillWith(GRANT)), executable: false });
    changed.set('.claude/settings.local.json', { bytes: new TextEncoder().encode(ALLOWING), executable: false });
    const who = { agent: 'tester', role: 'subagent' } as const;
    const item = { files: changed, trusted: true, scope: 'project' } as const;
    const answers = await askRendered(oracle(), item, who, [USE, 'draw x']);
    expect(answers.map(({ decision }) => decision)).toEqual(['allow', 'ask']);
  });
});
