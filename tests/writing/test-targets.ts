import type { Agent, JsonValue, Output, RenderedTarget, Roster, Target } from '@canonry/core';
import { decideAsAlpha } from './decide-as-alpha.js';

/** Two targets that emit every kind of output, a file that both own, and a file in which each owns keys. */
export const TEST_TARGETS: readonly Target[] = [
  {
    name: 'alpha',
    program: 'alpha-agent',
    needsGit: false,
    enforcement: 'declarative',
    options: [],
    owns: ['.alpha/', '.shared/', '.claude/settings.json', 'opencode.json', 'AGENTS.md', '.gitignore'],
    reads: ['opencode.json', '.alpha/extra/', '~/.alpha.json'],
    unseen: [
      { kind: 'variable', name: 'ALPHA_CONFIG' },
      { kind: 'variable', name: 'ALPHA_HOME', usual: '~/.alpha' },
    ],
    owned: [],
    decide: decideAsAlpha,
    render: ({ roster }) => ({ outputs: [...roster.agents.flatMap(alphaAgent), ...alphaCommon(roster)], findings: [] }),
  },
  {
    name: 'beta',
    program: 'beta-agent',
    needsGit: false,
    enforcement: 'declarative',
    options: [],
    owns: ['.beta/', '.shared/', 'opencode.json'],
    reads: [],
    unseen: [],
    owned: [],
    decide: () => ({ decision: 'ask' }),
    render: ({ roster }) => ({
      outputs: [...roster.agents.flatMap(betaAgent), ...(roster.agents.length > 0 ? [SHARED] : [])],
      findings: [],
    }),
  },
];

/** What the test targets render, as the command would hand it on. */
export function renderAll(roster: Roster, names: readonly string[] = ['alpha', 'beta']): readonly RenderedTarget[] {
  return TEST_TARGETS.filter(({ name }) => names.includes(name)).map((target) => ({
    target: target.name,
    owns: target.owns,
    outputs: target.render({
      roster,
      options: new Map(),
      models: new Map(),
      enforcement: 'declarative',
      scope: 'project',
      pathPrefix: '',
    }).outputs,
  }));
}

function alphaAgent(agent: Agent): readonly Output[] {
  const source = { file: agent.file, line: 1 };
  const { name } = agent;
  return [
    file(`.alpha/agents/${name}.md`, `---\ndescription: ${agent.description}\n---\n${agent.prompt}`, { source }),
    file(`.alpha/bin/${name}`, `#!/bin/sh\nexec harness --agent ${name} "$@"\n`, { source, executable: true }),
    { kind: 'link', path: `.alpha/links/${name}`, destination: `../agents/${name}.md`, source },
    {
      kind: 'json-keys',
      path: 'opencode.json',
      source,
      entries: [{ kind: 'value', keys: ['agent', name], value: asJson(agent) }],
    },
  ];
}

function alphaCommon({ agents }: Roster): readonly Output[] {
  if (agents.length === 0) return [];
  const deny = agents.flatMap(({ permissions }) =>
    permissions.flatMap(({ rules }) =>
      rules.filter(({ action }) => action === 'deny').map(({ pattern }) => `Bash(${pattern})`),
    ),
  );
  const hook = new Map<string, JsonValue>([
    ['matcher', 'Bash'],
    ['hooks', [new Map([['command', '.alpha/bin/guard']])]],
  ]);
  return [
    SHARED,
    {
      kind: 'json-keys',
      path: '.claude/settings.json',
      entries: [
        { kind: 'items', keys: ['permissions', 'deny'], items: deny },
        { kind: 'items', keys: ['hooks', 'PreToolUse'], items: [hook] },
        { kind: 'value', keys: ['env', 'CANONRY_AGENTS'], value: String(agents.length) },
      ],
    },
    {
      kind: 'block',
      path: 'AGENTS.md',
      comment: 'html',
      text: agents.map(({ name, description }) => `- **${name}**: ${description}\n`).join(''),
    },
    { kind: 'block', path: '.gitignore', comment: 'hash', text: '.alpha/local/\n' },
  ];
}

function betaAgent({ name, description, prompt }: Agent): readonly Output[] {
  return [
    file(`.beta/agents/${name}/agent.md`, `# ${description}\n\n${prompt}`),
    { kind: 'json-keys', path: 'opencode.json', entries: [{ kind: 'value', keys: ['beta', name], value: true }] },
  ];
}

export function file(
  path: string,
  text: string,
  more: { readonly source?: { file: string; line: number }; readonly executable?: boolean } = {},
): Output {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text), executable: false, ...more };
}

const SHARED = file('.shared/rules.md', 'Be careful.\n');

function asJson({ description, mode, permissions }: Agent): JsonValue {
  const policies = permissions.map(({ tool, intent, rules }): [string, JsonValue] => [
    tool,
    new Map([['*', intent], ...rules.map(({ pattern, action }): [string, string] => [pattern, action])]),
  ]);
  return new Map<string, JsonValue>([
    ['description', description],
    ['mode', mode],
    ['permission', new Map(policies)],
  ]);
}

/** A roster of agents that differ in what the tests change about them. */
export function rosterOf(agents: Readonly<Record<string, string>>, deny: readonly string[] = ['rm *']): Roster {
  const list = Object.entries(agents).map(([name, prompt]): Agent => ({
    name,
    description: `The agent ${name}`,
    mode: 'all',
    tags: [],
    skills: [],
    context: [],
    rules: [],
    permissions: [{ tool: 'bash', intent: 'ask', rules: deny.map((pattern) => ({ pattern, action: 'deny' })) }],
    prompt,
    file: `agents/${name}/agent.toml`,
  }));
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents: list.toSorted((a, b) => (a.name < b.name ? -1 : 1)), skills: [], rules: [], context: [], project };
}
