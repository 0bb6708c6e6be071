import { describe, expect, it } from 'vitest';
import { canonry } from './canonry.js';
import { REPOSITORY } from './installation.js';
import { agentFiles, project, read } from './project.js';
import { findSchemaProblems } from './json-schema.js';

const AGENT = `name = "scribe"
display_name = "Scribe"
description = "Writes notes"
mode = "subagent"
tags = ["notes", "writing"]
skills = ["handover"]
rules = ["languages/nix"]
context = ["workspace"]
max_turns = 12

[permissions.bash]
intent = "ask"
rules = ["git log *:allow", "rm *:deny", "10:ask"]

[permissions."*"]
intent = "deny"

[permissions.mcp__constructor]
intent = "ask"
`;

const FILES = {
  'agents/scribe/agent.toml': AGENT,
  'agents/scribe/system-prompt.md': 'You write notes – häufig.\n',
  'skills/handover/SKILL.md': '---\nname: handover\ndescription: Hand over.\n---\n',
  'rules/languages/nix.md': 'Use nixfmt.\n',
  'context/workspace.md': 'The workspace.\n',
  ...agentFiles('a'),
};

const WRONG = {
  ...agentFiles('a', '[permissions.bash]\nintent = "alow"\n'),
  'agents/lonely/agent.toml': 'name = "lonely"\ndescription = "x"\n',
  'agents/empty/notes.txt': '',
};

const AGENT_KEYS = [
  'name',
  'displayName',
  'mode',
  'description',
  'tags',
  'skills',
  'context',
  'rules',
  'maxTurns',
  'file',
  'systemPrompt',
  'permissions',
];

function listJson(cwd: string): { readonly code: number | null; readonly output: unknown; readonly stderr: string } {
  const { code, stdout, stderr } = canonry(['list', '--json'], { cwd });
  return { code, output: JSON.parse(stdout), stderr };
}

describe('list --json', () => {
  it('gives everything about the agents', () => {
    const agents = [
      {
        name: 'a',
        displayName: null,
        mode: 'all',
        description: 'Does what a does',
        tags: [],
        skills: [],
        context: [],
        rules: [],
        maxTurns: null,
        file: 'agents/a/agent.toml',
        systemPrompt: { bytes: 11, sha256: 'a5405962b4c02cb3e902aceb3c1d90c82c91582d9c1e9aeac7c172542b30ebb8' },
        permissions: {},
      },
      {
        name: 'scribe',
        displayName: 'Scribe',
        mode: 'subagent',
        description: 'Writes notes',
        tags: ['notes', 'writing'],
        skills: ['handover'],
        context: ['workspace'],
        rules: ['languages/nix'],
        maxTurns: 12,
        file: 'agents/scribe/agent.toml',
        systemPrompt: { bytes: 29, sha256: 'c8ee13c674592fcb187bb9767f79c71bb89c2b31dbdb90070485dcdbfa0f62eb' },
        permissions: {
          bash: {
            intent: 'ask',
            rules: [
              { pattern: 'git log *', action: 'allow' },
              { pattern: 'rm *', action: 'deny' },
              { pattern: '10', action: 'ask' },
            ],
          },
          '*': { intent: 'deny', rules: [] },
          mcp__constructor: { intent: 'ask', rules: [] },
        },
      },
    ];
    expect(listJson(project(FILES))).toEqual({ code: 0, output: { agents, diagnostics: [] }, stderr: '' });
  });

  it('gives the diagnostics as data, and nothing on stderr', () => {
    const diagnostics = [
      {
        code: 'unknown-value',
        severity: 'error',
        message: 'permissions.bash.intent cannot be "alow"',
        file: 'agents/a/agent.toml',
        line: 4,
        column: 10,
        agent: 'a',
        hint: 'did you mean "allow"?',
      },
      {
        code: 'not-an-agent',
        severity: 'warning',
        message: 'agents/empty holds neither agent.toml nor system-prompt.md and is not an agent',
        file: 'agents/empty',
        hint: 'add both files, or move the directory elsewhere',
      },
      {
        code: 'missing-prompt',
        severity: 'error',
        message: 'agents/lonely has an agent.toml but no system-prompt.md',
        file: 'agents/lonely/agent.toml',
        agent: 'lonely',
        hint: "add agents/lonely/system-prompt.md with the agent's prompt",
      },
    ];
    expect(listJson(project(WRONG))).toEqual({ code: 1, output: { agents: [], diagnostics }, stderr: '' });
  });
});

describe('the schema of list --json', () => {
  const schema: unknown = JSON.parse(read(REPOSITORY, 'packages/cli/schema/list.schema.json'));

  it.each([
    ['a full agent', () => project(FILES)],
    ['diagnostics', () => project(WRONG)],
    ['nothing', () => project()],
    ['this repository', () => REPOSITORY],
  ])('accepts %s', (_, directory) => {
    expect(findSchemaProblems(schema, listJson(directory()).output)).toEqual([]);
  });

  it.each([
    ['a key too many', { agents: [], diagnostics: [], more: 1 }, ['more is not allowed']],
    ['a missing key', { agents: [] }, ['diagnostics is missing']],
    [
      'an unknown severity',
      { agents: [], diagnostics: [{ code: 'x', severity: 'fatal', message: '' }] },
      ['diagnostics.0.severity is none of error, warning, info'],
    ],
    ['an agent without keys', { agents: [{}], diagnostics: [] }, AGENT_KEYS.map((key) => `agents.0.${key} is missing`)],
  ])('refuses %s', (_, output, problems) => {
    expect(findSchemaProblems(schema, output)).toEqual(problems);
  });
});
