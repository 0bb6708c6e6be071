import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action, Question } from '@canonry/core';
import { opencode } from '@canonry/target-opencode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignNames, loadAgents, ownRules, type LoadedAgent } from './loaded.js';
import { startOracle, type Oracle } from './oracle.js';
import { makeProject, startServer, writeFiles, type Server } from './server.js';
import { agentText, bash, filesFrom } from './texts.js';

/** Each line of docs/targets/opencode.md about what OpenCode reads, and each negative control, has its case here. */
let oracle: Oracle;
let server: Server;
beforeAll(async () => {
  oracle = await startOracle();
  server = oracle.server;
});
afterAll(() => oracle.stop());

async function load(texts: Readonly<Record<string, unknown>>, prefix = ''): Promise<ReadonlyMap<string, LoadedAgent>> {
  const loaded = await loadAgents(server, makeProject(server, filesFrom(texts), prefix));
  if (typeof loaded === 'string') throw new Error(loaded);
  return loaded;
}

/** The same files seen from below. */
function at(directory: string, texts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${directory}${path}`, text]));
}

/** What the model of the target says of an agent `a` with these files. */
function modelled(texts: Readonly<Record<string, unknown>>, question: Partial<Question> = {}): Action {
  const place = {
    trusted: true,
    home: '/home/me',
    project: '/home/me/p/packages/one',
    pathPrefix: '',
    scope: 'project',
  } as const;
  return opencode.decide(filesFrom(texts), {
    ...place,
    agent: 'a',
    role: 'main',
    tool: 'bash',
    input: 'ls',
    ...question,
  }).decision;
}

/** The rules of an agent, as `tool pattern action`. */
function rulesOf(agents: ReadonlyMap<string, LoadedAgent> | string, name: string): readonly string[] | string {
  const agent = typeof agents === 'string' ? undefined : agents.get(name);
  if (agent === undefined) return typeof agents === 'string' ? agents : `no ${name}`;
  return ownRules(agent).map(({ permission, pattern, action }) => `${permission} ${pattern} ${action}`);
}

async function refused(texts: Readonly<Record<string, unknown>>): Promise<unknown> {
  return loadAgents(server, makeProject(server, filesFrom(texts)));
}

describe('where agents are found', () => {
  it('finds files below agent and agents at any depth, and modes', async () => {
    const loaded = await load({
      '.opencode/agent/one.md': agentText('ask'),
      '.opencode/agents/deep/er/two.md': agentText('ask'),
      '.opencode/agent/README.md': 'Not meant as an agent.\n',
      '.opencode/mode/three.md': agentText('ask'),
      '.opencode/agent/four.md': agentText('ask', 'name: renamed\n'),
      '.opencode/agent/five.markdown': agentText('ask'),
      'agent/six.md': agentText('ask'),
      '.claude/agents/seven.md': agentText('ask'),
    });
    expect(foreignNames(loaded)).toEqual(['README', 'canonry-driver', 'deep/er/two', 'one', 'renamed', 'three']);
    expect(loaded.get('three')?.mode).toBe('primary');
    expect(loaded.get('one')?.mode).toBe('all');
    expect(rulesOf(loaded, 'README')).toEqual([]);
  });

  it('finds files of the person', async () => {
    const other = await startServer({
      homeFiles: filesFrom({
        '.config/opencode/agent/one.md': agentText('ask'),
        '.opencode/agents/two.md': agentText('deny'),
      }),
    });
    try {
      const loaded = await loadAgents(other, makeProject(other, new Map()));
      expect(foreignNames(loaded)).toEqual(['one', 'two']);
    } finally {
      other.stop();
    }
  });
});

describe('which of two wins', () => {
  it('merges the agent key of opencode.json below the file, key by key, at the place of the first', async () => {
    const loaded = await load({
      'opencode.json': {
        agent: { a: { steps: 3, permission: { bash: { '*': 'ask', 'git *': 'allow' }, edit: 'ask' } } },
      },
      '.opencode/agent/a.md': agentText({ bash: { 'rm *': 'deny', '*': 'deny' } }),
    });
    expect(loaded.get('a')?.steps).toBe(3);
    expect(rulesOf(loaded, 'a')).toEqual(['bash * deny', 'bash git * allow', 'bash rm * deny', 'edit * ask']);
  });

  it('puts the rules for all agents before those of an agent, and switches below rules', async () => {
    const loaded = await load({
      'opencode.json': { tools: { webfetch: false, write: false }, permission: { webfetch: 'ask', list: 'ask' } },
      '.opencode/agent/a.md': agentText({ bash: 'deny' }),
    });
    expect(rulesOf(loaded, 'a')).toEqual(['webfetch * ask', 'edit * deny', 'list * ask', 'bash * deny']);
  });

  it('reads opencode.jsonc above opencode.json, and .opencode/opencode.json above both', async () => {
    const loaded = await load({
      'opencode.json': { permission: { bash: 'allow', edit: 'allow', read: 'allow' } },
      'opencode.jsonc': '// comments are fine\n{"permission": {"bash": "ask", "edit": "ask"},}',
      '.opencode/opencode.json': { permission: { bash: 'deny' } },
      '.opencode/agent/a.md': 'Hello\n',
    });
    expect(rulesOf(loaded, 'a')).toEqual(['bash * deny', 'edit * ask', 'read * allow']);
  });

  it('lets the top of the work tree win over a package, but the nearest opencode.json', async () => {
    const directory = makeProject(
      server,
      filesFrom({ '.opencode/agent/a.md': agentText('allow'), 'opencode.json': { permission: { bash: 'deny' } } }),
      'packages/one',
    );
    writeFiles(
      join(directory, '../..'),
      filesFrom({ '.opencode/agent/a.md': agentText('deny'), 'opencode.json': { permission: { bash: 'ask' } } }),
    );
    const loaded = await loadAgents(server, directory);
    expect(rulesOf(loaded, 'a')).toEqual(['bash * deny', '* * deny']);
  });

  it('lets a project win over the person', async () => {
    const other = await startServer({
      homeFiles: filesFrom({ '.config/opencode/agent/a.md': agentText('allow', 'steps: 2\n') }),
    });
    try {
      const loaded = await loadAgents(
        other,
        makeProject(other, filesFrom({ '.opencode/agent/a.md': agentText('deny') })),
      );
      if (typeof loaded === 'string') throw new Error(loaded);
      expect(rulesOf(loaded, 'a')).toEqual(['* * deny']);
      expect(loaded.get('a')?.steps).toBe(2);
    } finally {
      other.stop();
    }
  });

  it('takes one of two files of the same name, of which its model takes the laxer, and an agent away that is switched off', async () => {
    const texts = {
      'opencode.json': { agent: { off: { disable: true } } },
      '.opencode/agent/a.md': agentText('ask'),
      '.opencode/agents/a.md': agentText('deny'),
      '.opencode/agent/off.md': agentText('deny'),
    };
    const loaded = await load(texts);
    expect([['* * ask'], ['* * deny']]).toContainEqual(rulesOf(loaded, 'a'));
    expect(loaded.has('off')).toBe(false);
    expect(modelled(texts)).toBe('ask');
    expect(modelled({ ...texts, '.opencode/agents/a.md': agentText('allow') })).toBe('allow');
  });

  it('merges .opencode of each directory up to the top of the work tree, the top last, and reads none below', async () => {
    const texts = {
      '.opencode/agent/a.md': agentText({ bash: { 'ls *': 'deny' }, webfetch: 'deny' }),
      '.opencode/agent/near.md': agentText({ bash: 'ask' }),
      'deeper/.opencode/agent/a.md': agentText({ bash: 'allow' }),
      'deeper/.opencode/agent/below.md': agentText({ bash: 'allow' }),
    };
    const between = { '.opencode/agent/a.md': agentText({ bash: { '*': 'ask', 'rm *': 'allow' } }) };
    const top = {
      '.opencode/agent/a.md': agentText({ bash: { 'rm *': 'deny' } }),
      '.opencode/agent/far.md': agentText({ bash: 'ask' }),
    };
    const directory = makeProject(server, filesFrom(texts), 'packages/one');
    writeFiles(join(directory, '..'), filesFrom(between));
    writeFiles(join(directory, '../..'), filesFrom(top));
    const loaded = await loadAgents(server, directory);
    expect(foreignNames(loaded)).toEqual(['a', 'canonry-driver', 'far', 'near']);
    expect(rulesOf(loaded, 'a')).toEqual(['bash ls * deny', 'bash * ask', 'bash rm * deny', 'webfetch * deny']);
    const all = { ...texts, ...at('../', between), ...at('../../', top) };
    const where = { directory, agent: 'a', role: 'main' } as const;
    const lines = ['ls a', 'pwd', 'rm a'];
    expect(await oracle.decide(where, lines.map(bash))).toEqual(['ask', 'ask', 'deny']);
    expect(lines.map((input) => modelled(all, { input, pathPrefix: 'packages/one' }))).toEqual(['ask', 'ask', 'deny']);
  });

  it('adds to the rules of an agent that comes along', async () => {
    const directory = makeProject(server, filesFrom({ '.opencode/agent/plan.md': agentText({ edit: 'ask' }) }));
    const [decision] = await oracle.decide({ directory, agent: 'plan', role: 'main' }, [
      { tool: 'write', input: { filePath: 'a', content: 'a' } },
    ]);
    expect(decision).toBe('ask');
  });
});

describe('when it looks', () => {
  it('reads the files of a directory once', async () => {
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': agentText('allow') }));
    await loadAgents(server, directory);
    writeFileSync(join(directory, '.opencode/agent/a.md'), agentText('deny'));
    const loaded = await loadAgents(server, directory);
    expect(rulesOf(loaded, 'a')).toEqual(['* * allow']);
  });
});

describe('what it takes for the project', () => {
  const writes = ['src/a', '../other/a'].map((filePath) => ({ tool: 'write', input: { filePath, content: 'a' } }));
  const rules = { edit: { '*': 'deny', 'src/**': 'allow', 'packages/one/src/**': 'ask' }, external_directory: 'deny' };

  it('sees files from the top of the Git work tree, and leaves it only there', async () => {
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': agentText(rules) }), 'packages/one');
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, writes)).toEqual(['ask', 'deny']);
    const reads = [{ tool: 'read', input: { filePath: '../other/a', offset: 1, limit: 1 } }];
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, reads)).toEqual(['allow']);
  });

  it('sees them from the root of the file system without Git', async () => {
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': agentText(rules) }));
    rmSync(join(directory, '.git'), { recursive: true });
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, writes)).toEqual(['deny', 'deny']);
  });
});

describe('a broken file, so that a silent oracle is noticed', () => {
  it('is refused with all other agents', async () => {
    const rules = [{ permission: 'bash', pattern: '*', action: 'allow' }];
    const good = { '.opencode/agent/good.md': agentText('ask') };
    for (const broken of [
      agentText(rules),
      agentText({ webfetch: { '*': 'ask' } }),
      agentText({ bash: 'Deny' }),
      agentText('ask', 'steps: 0\n'),
      agentText('ask', 'tools: Read, Bash\n'),
      agentText('ask', 'description:\n'),
    ])
      expect(await refused({ ...good, '.opencode/agent/a.md': broken }), broken).toMatch(/^400 /);
  });

  it('has no rules if they are written for OpenCode 2', async () => {
    const text = '---\npermissions: [{action: "*", resource: "*", effect: deny}]\n---\nHello\n';
    expect(rulesOf(await load({ '.opencode/agent/a.md': text }), 'a')).toEqual([]);
    expect(await refused({ 'opencode.json': { permissions: [] } })).toMatch(/^400 /);
  });

  it('becomes its own prompt if its YAML is broken, unless it is only a colon', async () => {
    const broken = '---\ndescription: @x\npermission: deny\n---\nHello\n';
    const rescued = '---\ndescription: Use this: when\npermission: deny\n---\nHello\n';
    const loaded = await load({ '.opencode/agent/a.md': broken, '.opencode/agent/b.md': rescued });
    expect(loaded.get('a')?.prompt).toMatch(/^---/);
    expect(rulesOf(loaded, 'a')).toEqual([]);
    expect(rulesOf(loaded, 'b')).toEqual(['* * deny']);
  });
});
