import type { Enforcement, FileTree, Policy, Skill, TextFile } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { describe, expect, it } from 'vitest';
import { agentWith, guardedRoster } from '../../properties/guarded-agent.js';
import { PLACE, talkWithRendered } from './ask-rendered.js';
import { markerOf, type Asked } from './measured-cases.js';
import { useOracle } from './use-oracle.js';

// What Claude Code does by itself with skills, coding rules and context files, and what canonry has put against that.

const oracle = useOracle();
const LEVELS: readonly Enforcement[] = ['declarative', 'guard'];
const ROLES = ['main', 'subagent'] as const;
const BOTH = LEVELS.flatMap((level) => ROLES.map((role) => [level, role] as const));

const flat = (tool: string, intent: Policy['intent']): Policy => ({ tool, intent, rules: [] });
const READS: Policy = { tool: 'read', intent: 'allow', rules: [{ pattern: 'secrets/*', action: 'deny' }] };
const POLICIES: readonly Policy[] = [READS, flat('bash', 'deny'), flat('task', 'deny'), flat('skill', 'allow')];
const NOTES: Readonly<Record<string, string>> = { 'docs/a.md': 'TEXT-OF-DOCS', 'secrets/k.md': 'TEXT-OF-SECRETS' };
const USE: Asked = ['Skill', 'deploy'];

describe('a skill', () => {
  it.each(BOTH)('reads no file that it is given (%s, %s)', async (level, role) => {
    const asked: readonly Asked[] = [
      ['Skill', 'deploy', { args: 'some words' }],
      ['Skill', 'deploy', { args: '@docs/a.md' }],
      ['Skill', 'deploy', { args: 'see @secrets/k.md' }],
    ];
    const { decisions, told } = await talk({ level, role, skill: 'Go on.' }, asked);
    expect([decisions, told.includes('TEXT-OF')]).toEqual([['allow', 'deny', 'deny'], false]);
  });

  it.each(BOTH)('runs no commands (%s, %s)', async (level, role) => {
    const skill = 'Now: !`git status`\n\n```!\ngit log\n```\n';
    const { decisions, told } = await talk({ level, role, skill }, [USE]);
    expect([decisions, occurrences(told, 'Bash completed')]).toEqual([['allow'], 0]);
    expect(occurrences(told, 'shell command execution disabled by policy')).toBeGreaterThan(1);
  });

  it.each(LEVELS)('runs them where a person puts that back (%s)', async (level) => {
    const settings = JSON.stringify({ disableSkillShellExecution: false });
    const files = { '.claude/settings.local.json': settings };
    const { told } = await talk({ level, role: 'main', skill: 'Now: !`git status`', files }, [USE]);
    expect(occurrences(told, 'Bash completed')).toBeGreaterThan(0);
  });

  it.each([
    ['.claude/settings.local.json', true],
    ['~/.claude/settings.json', false],
  ])('is told by canonry what to leave, and %s can take that back: %s', async (path, isBack) => {
    const off = { disableSkillShellExecution: false, disableBundledSkills: false };
    const files = { [path]: JSON.stringify(off) };
    for (const role of ROLES) {
      const asked: readonly Asked[] = [USE, ['Skill', 'review']];
      const { told, texts } = await talk({ role, skill: 'Now: !`git status`', files }, asked);
      const isUsed = texts[1]?.includes('forked execution');
      expect([told.includes('Bash completed'), isUsed]).toEqual([isBack, isBack]);
    }
  });

  it('of Claude Code itself is not there, so that none runs as its agent for everything', async () => {
    const asked: readonly Asked[] = ['review', 'code-review', 'simplify'].map((name) => ['Skill', name]);
    for (const role of ROLES) {
      const { texts } = await talk({ level: 'declarative', role, skill: 'Go on.' }, asked);
      expect(texts.map((text) => text.includes('Unknown skill'))).toEqual([true, true, true]);
    }
    const free = await talk(
      { level: 'declarative', role: 'main', skill: 'x', policies: [flat('bash', 'allow')] },
      asked,
    );
    expect(free.texts.slice(0, 2).map((text) => text.includes('forked execution'))).toEqual([true, true]);
  });

  it.each(BOTH)('of canonry runs as no other agent (%s, %s)', async (level, role) => {
    const { texts, codes } = await talk({ level, role, keys: 'context: fork\nagent: general-purpose\n' }, [USE]);
    expect(texts[0]).toContain('Launching skill: deploy');
    expect(codes.filter((code) => code === 'text-left-out')).toHaveLength(2);
  });

  it.each(ROLES)(
    'of a person does, and starts an agent for one that may start none (declarative, %s)',
    async (role) => {
      const files = { '.claude/skills/apart/SKILL.md': '---\ndescription: d\ncontext: fork\n---\nGo on.\n' };
      const { texts } = await talk({ role, files }, [['Skill', 'apart']]);
      expect(texts[0]).toContain('forked execution');
    },
  );

  // owned-claude-code-skill-texts
  it.each(BOTH)(
    'reads the files that its text names, unasked, but not what rules deny (%s, %s)',
    async (level, role) => {
      const skill = 'See @docs/a.md and @secrets/k.md, not `@docs/b.md`.';
      const policies = [{ ...READS, intent: 'ask' } as const, flat('skill', 'allow')];
      const { decisions, told, codes } = await talk({ level, role, skill, policies }, [USE]);
      expect([decisions, told.includes('TEXT-OF-DOCS')]).toEqual([['allow'], true]);
      expect(told.includes('TEXT-OF-SECRETS')).toBe(level === 'guard');
      expect(codes).toEqual(expect.arrayContaining(['owned-claude-code-skill-texts', 'text-reads']));
      expect(codes.filter((code) => code === 'text-reads')).toHaveLength(2);
    },
  );
});

describe('three hyphens in a value', () => {
  const descriptions = ['Reviewer: reads --- never writes', 'a---b', 'An agent for tests'];

  it.each(BOTH.flatMap(([level, role]) => descriptions.map((one) => [level, role, one] as const)))(
    'take nothing from the keys of an agent (%s, %s, %s)',
    async (level, role, description) => {
      const asked: readonly Asked[] = [
        ['Bash', 'touch x'],
        ['Read', 'docs/a.md'],
      ];
      expect((await talk({ level, role, description }, asked)).decisions).toEqual(['deny', 'allow']);
    },
  );

  it.each([...LEVELS])('take nothing from the keys of a skill (%s)', async (level) => {
    const keys = "argument-hint: 'now: --- really'\ndisable-model-invocation: true\n";
    const { texts } = await talk({ level, role: 'main', keys }, [USE]);
    expect(texts[0]).toContain('disable-model-invocation');
  });
});

describe('a coding rule', () => {
  it('that begins with what looks like front matter is read as a whole', async () => {
    const { told } = await talk({ rule: '---\npaths: "nowhere/**"\n---\nWORDS-OF-A-RULE\n' }, [USE]);
    expect([told.includes('nowhere/**'), told.includes('WORDS-OF-A-RULE')]).toEqual([true, true]);
  });

  it.each(LEVELS)('imports the files that it names, but not what rules deny (%s)', async (level) => {
    const up = '../../../../';
    const rule = `@${up}docs/a.md and @${up}secrets/k.md but not \`@${up}docs/b.md\`\n`;
    const { told, codes } = await talk({ level, rule }, [USE]);
    expect([told.includes('TEXT-OF-DOCS'), told.includes('TEXT-OF-SECRETS')]).toEqual([true, level === 'guard']);
    expect(codes.filter((code) => code === 'text-reads')).toHaveLength(2);
  });

  it('loses its comments', async () => {
    const { told, codes } = await talk({ rule: 'WORDS-OF-A-RULE\n\n<!-- A-COMMENT -->\n' }, [USE]);
    expect([told.includes('WORDS-OF-A-RULE'), told.includes('A-COMMENT')]).toEqual([true, false]);
    expect(codes).toContain('text-left-out');
  });
});

interface Texts {
  readonly level?: Enforcement;
  readonly role?: 'main' | 'subagent';
  readonly policies?: readonly Policy[];
  readonly skill?: string;
  /** More of its front matter. */
  readonly keys?: string;
  readonly rule?: string;
  readonly description?: string;
  /** Beside what is rendered. */
  readonly files?: Readonly<Record<string, string>>;
}

interface Talk {
  readonly decisions: readonly string[];
  readonly texts: readonly string[];
  /** All that the model was told. */
  readonly told: string;
  /** What was said while rendering. */
  readonly codes: readonly string[];
}

async function talk(
  {
    level = 'declarative',
    role = 'main',
    policies = POLICIES,
    skill = 'Go on.',
    keys = '',
    rule = 'A rule.',
    description = 'An agent for tests',
    files = {},
  }: Texts,
  asked: readonly Asked[],
): Promise<Talk> {
  const agent = { ...agentWith(policies), description, prompt: `${markerOf('tester')}\n` };
  const roster = guardedRoster([agent]);
  const section = { scope: 'project', enforcement: level, options: new Map() } as const;
  const project = { ...roster.project, targets: new Map([['claude-code', section]]) };
  const whole = { ...roster, project, skills: [skillOf(skill, keys)], rules: [ruleOf(rule)] };
  const rendered = renderForTest(claudeCode, whole, { ...PLACE, scope: 'project', trusted: true });
  const all: FileTree = new Map([...rendered.files, ...treeOf(NOTES), ...treeOf(files)]);
  const item = { files: all, trusted: true, scope: 'project' } as const;
  const { answers, told } = await talkWithRendered(oracle(), item, { agent: 'tester', role }, asked);
  return {
    decisions: answers.map(({ decision }) => decision),
    texts: answers.map(({ text }) => text),
    told,
    codes: rendered.findings.map(({ code }) => code),
  };
}

function skillOf(body: string, keys: string): Skill {
  const text = `---\nname: deploy\ndescription: a skill\n${keys}---\n${body}\n`;
  return { name: 'deploy', description: 'a skill', files: treeOf({ 'SKILL.md': text }) };
}

function ruleOf(text: string): TextFile {
  return { name: 'style', file: 'rules/style.md', text };
}

function treeOf(texts: Readonly<Record<string, string>>): FileTree {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }]),
  );
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
