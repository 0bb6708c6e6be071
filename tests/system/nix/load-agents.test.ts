import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonry } from '../../cli/canonry.js';
import { REPOSITORY } from '../../cli/installation.js';
import { agentFiles, project } from '../../cli/project.js';
import { evaluate, flakeValue, nixText, refusal } from './nix.js';

interface NixAgent {
  readonly name: string;
  readonly systemPrompt: string;
  readonly permissions: Readonly<Record<string, { readonly intent: string; readonly rules?: readonly string[] }>>;
  readonly [key: string]: unknown;
}

/** An agent of `list --json` has these keys for those of agent.toml. */
const JSON_KEYS: Readonly<Record<string, string>> = { display_name: 'displayName', max_turns: 'maxTurns' };

/** What `canonry list --json` would say about an agent as Nix has read it. */
function asListed({ systemPrompt, permissions, ...agent }: NixAgent): object {
  const renamed = Object.entries(agent).map(([key, value]) => [JSON_KEYS[key] ?? key, value]);
  return {
    displayName: null,
    maxTurns: null,
    ...Object.fromEntries(renamed),
    file: `agents/${agent.name}/agent.toml`,
    systemPrompt: {
      bytes: Buffer.byteLength(systemPrompt),
      sha256: createHash('sha256').update(systemPrompt).digest('hex'),
    },
    permissions: Object.fromEntries(
      Object.entries(permissions).map(([tool, { intent, rules = [] }]) => [tool, { intent, rules: rules.map(split) }]),
    ),
  };
}

function split(rule: string): object {
  const colon = rule.lastIndexOf(':');
  return { pattern: rule.slice(0, colon), action: rule.slice(colon + 1) };
}

function listed(cwd: string): readonly unknown[] {
  const { agents }: { agents: readonly unknown[] } = JSON.parse(canonry(['list', '--json'], { cwd }).stdout);
  return agents;
}

const load = (directory: string): string => `canonry.agents.loadAgentsFrom ${nixText(directory)}`;

function loaded(directory: string): readonly NixAgent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the comparison with the command checks every field
  return Object.values(evaluate(load(directory)) as Record<string, NixAgent>);
}

const FULL = `name = "scribe"
display_name = "Scribe: \\u00e4"
description = "Writes notes"
mode = "subagent"
tags = ["notes", "writing"]
skills = ["handover"]
rules = ["languages/nix"]
context = ["workspace"]
max_turns = 12

[permissions.bash]
intent = "ask"
rules = ["git log *:allow", "rm *:deny", "a:b:ask", '\${HOME}/$x:ask']

[permissions."*"]
intent = "deny"
`;

const FULL_FILES = {
  'agents/scribe/agent.toml': FULL,
  'agents/scribe/system-prompt.md': 'You write.\r\n\r\nNo final newline: ${x} – “ü”',
  'skills/handover/SKILL.md': '---\nname: handover\ndescription: Hand over.\n---\n',
  'rules/languages/nix.md': 'x\n',
  'context/workspace.md': 'x\n',
};

describe('loadAgents', () => {
  it('reads the six agents as the command does, field by field', () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    const agents = Object.values(flakeValue('lib.loadAgents') as Record<string, NixAgent>);
    expect(agents.map(asListed)).toEqual(listed(REPOSITORY));
    expect(agents).toHaveLength(6);
  });

  it('reads every key', () => {
    const directory = project({ ...FULL_FILES, ...agentFiles('plain') });
    expect(loaded(directory).map(asListed)).toEqual(listed(directory));
  });

  it('reads the directories that canonry.toml names', () => {
    const moved = Object.entries(agentFiles('plain')).map(([path, text]) => [`more/${path}`, text]);
    const files = { 'canonry.toml': 'agents = ["agents", "more/agents"]\n', ...agentFiles('other') };
    const names = loaded(project({ ...files, ...Object.fromEntries(moved) })).map(({ name }) => name);
    expect(names).toEqual(['other', 'plain']);
  });

  it('takes the agents that an input says it has', () => {
    const input = '{ lib.loadAgents.one = { name = "one"; }; outPath = "/nowhere"; }';
    expect(evaluate(`canonry.agents.loadCanonical { agentsInput = ${input}; }`)).toEqual({ one: { name: 'one' } });
    const empty = '{ lib.loadAgents = {}; outPath = "/nowhere"; }';
    expect(refusal(`canonry.agents.loadCanonical { agentsInput = ${empty}; }`)).toContain('/nowhere is empty');
  });
});

describe('loadAgents refuses', () => {
  const prompt = { 'agents/a/system-prompt.md': 'x\n' };
  it.each([
    ['no agents at all', {}, 'there are no agents'],
    [
      'a legacy agents.json',
      { 'agents/agents.json': '{}' },
      'only agents/agents.json; `canonry import agents-json agents/agents.json --out DIR`',
    ],
    ['AGENT.md files', { 'agents/a/AGENT.md': 'x' }, 'only AGENT.md files; `canonry import --help`'],
    ['agents outside of the source', { 'canonry.toml': 'agents = ["../x"]\n' }, 'names ../x, which is outside of it'],
    ['a missing name', { 'agents/a/agent.toml': 'description = "x"\n', ...prompt }, 'name is missing'],
    ['another name', { 'agents/a/agent.toml': 'name = "b"\n', ...prompt }, 'name is "b", and its directory a'],
    ['no description', { 'agents/a/agent.toml': 'name = "a"\n', ...prompt }, 'description is missing'],
    ['a missing prompt', { 'agents/a/agent.toml': 'name = "a"\ndescription = "x"\n' }, 'no system-prompt.md'],
    ['a lonely prompt', prompt, 'agents/a has a system-prompt.md and no agent.toml'],
    [
      'two agents of one name',
      {
        'canonry.toml': 'agents = ["agents", "more"]\n',
        ...agentFiles('a'),
        'more/a/agent.toml': 'name = "a"\ndescription = "x"\n',
        'more/a/system-prompt.md': 'x\n',
      },
      'two agents of the name a',
    ],
  ])('%s', (_, files, message) => {
    expect(refusal(load(project(files)))).toContain(message);
  });
});
