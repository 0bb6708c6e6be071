import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent, Rule } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { checkPermissions, ORDINARY_PLACE, questionsFor, renderForTest, writeTree } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';
import { agentWith, guardedAgent, guardedRoster } from './guarded-agent.js';
import { runs } from './runs.js';

describe('agents of Claude Code with a guard', () => {
  it('do just what their definitions say, at every border, in both roles and scopes', () => {
    fc.assert(
      fc.property(guardedAgent, fc.constantFrom('project' as const, 'user' as const), (agent, scope) => {
        const place = { ...ORDINARY_PLACE, scope };
        expect(checkPermissions({ target: claudeCode, roster: guardedRoster([agent], scope), place })).toEqual([]);
      }),
      runs(0.05),
    );
  });

  it('do so before the person trusts the project, too', () => {
    const place = { ...ORDINARY_PLACE, trusted: false };
    fc.assert(
      fc.property(guardedAgent, (agent) => {
        expect(checkPermissions({ target: claudeCode, roster: guardedRoster([agent]), place })).toEqual([]);
      }),
      runs(0.05),
    );
  });

  it('do so for the six agents together', async () => {
    const { roster } = await loadRoster({ source: REPOSITORY });
    const guarded = { ...roster, project: guardedRoster([]).project };
    expect(checkPermissions({ target: claudeCode, roster: guarded })).toEqual([]);
  });
});

describe('the program that Claude Code runs', () => {
  let project = '';
  beforeAll(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'canonry-guard-')));
    mkdirSync(join(project, 'home'));
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('answers as the model says that it answers', () => {
    const place = { ...ORDINARY_PLACE, project, home: join(project, 'home') };
    fc.assert(
      fc.property(guardedAgent, fc.nat(), (agent, from) => {
        const { files } = renderForTest(claudeCode, guardedRoster([agent]), place);
        writeTree(project, files);
        const questions = questionsFor(agent, place).filter(({ tool, role }) => tool in CALLS && role === 'main');
        for (const question of [0, 1, 2].flatMap((at) => questions[(from + at * 37) % questions.length] ?? [])) {
          const call = CALLS[question.tool];
          if (call === undefined || !haveSkill(question)) continue;
          // What the guard leaves to Claude Code, and what that keeps to itself, are no answers of the program.
          const model = claudeCode.decide(files, question);
          const said = run(agent, call(question.input));
          if (said !== undefined && model.owned === undefined)
            expect([question.tool, question.input, said]).toEqual([question.tool, question.input, model.decision]);
        }
      }),
      runs(0.01),
    );
  });

  it.each([
    ['task', ['free:deny'], ['free', 'Free', 'FREE', ' free', 'fr-ee', 'free_', 'free\n', '\uFF46ree'], 'deny'],
    ['task', ['fre*:deny'], ['free', 'Free', ' free', 'f-ree'], 'deny'],
    ['task', ['te-ster:deny', 'other:ask'], ['tester', 'else', 'Else', 'an-other'], 'allow'],
    ['skill', ['deploy:deny'], ['deploy', '/deploy', ' deploy', 'deploy ', ' /deploy'], 'deny'],
    ['skill', ['deploy:deny'], ['Deploy', 'de-ploy', '//deploy'], 'allow'],
  ] as const)('knows a name by all its spellings: %s %j', (tool, rules, names, decision) => {
    const agent = agentWith([{ tool, intent: 'allow', rules: rules.map(ruleOf) }]);
    const place = { ...ORDINARY_PLACE, project, home: join(project, 'home') };
    const { files } = renderForTest(claudeCode, guardedRoster([agent]), place);
    writeTree(project, files);
    const asked = { ...place, agent: agent.name, role: 'main', pathPrefix: '', tool } as const;
    for (const input of names) {
      const model = claudeCode.decide(files, { ...asked, input }).decision;
      expect(haveSkill({ tool, input })).toBe(true);
      expect([input, run(agent, CALLS[tool]?.(input) ?? {}), model]).toEqual([input, decision, decision]);
    }
  });

  /** A skill that is not there is refused. False where no file can have the name. */
  function haveSkill({ tool, input }: { readonly tool: string; readonly input: string }): boolean {
    if (tool !== 'skill') return true;
    const name = input.trim().replace(/^[/]/, '');
    if (!/^[\w /-]+$/.test(name)) return false;
    mkdirSync(join(project, '.claude/skills/any'), { recursive: true });
    writeFileSync(join(project, '.claude/skills/any/SKILL.md'), `---\nname: ${name}\ndescription: d\n---\nGo on.\n`);
    return true;
  }

  function run(agent: Agent, call: object): string | undefined {
    const program = join(project, '.claude/canonry/guard.mjs');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, join(project, '.claude/canonry/policies.json'), agent.name],
      {
        input: JSON.stringify({ cwd: project, agent_type: agent.name, ...call }),
        env: { CLAUDE_PROJECT_DIR: project, HOME: join(project, 'home') },
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    if (stdout === '') return undefined;
    const { hookSpecificOutput }: { hookSpecificOutput: { permissionDecision: string } } = JSON.parse(stdout);
    return hookSpecificOutput.permissionDecision;
  }
});

function ruleOf(text: string): Rule {
  const [pattern = '', action] = text.split(':');
  return { pattern, action: action === 'ask' ? 'ask' : 'deny' };
}

/** The call by which each tool of ours is used. */
const CALLS: Readonly<Record<string, (input: string) => object>> = {
  bash: (command) => ({ tool_name: 'Bash', tool_input: { command } }),
  read: (path) => ({ tool_name: 'Read', tool_input: { file_path: path } }),
  edit: (path) => ({ tool_name: 'Write', tool_input: { file_path: path, content: '' } }),
  webfetch: (url) => ({ tool_name: 'WebFetch', tool_input: { url, prompt: '' } }),
  websearch: (query) => ({ tool_name: 'WebSearch', tool_input: { query } }),
  task: (subagent_type) => ({ tool_name: 'Agent', tool_input: { subagent_type } }),
  skill: (skill) => ({ tool_name: 'Skill', tool_input: { skill } }),
  mcp__a: () => ({ tool_name: 'mcp__a__any', tool_input: {} }),
  mcp__a__b: () => ({ tool_name: 'mcp__a__b', tool_input: {} }),
};
