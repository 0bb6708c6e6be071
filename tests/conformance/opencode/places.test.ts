import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '@canonry/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignNames, loadAgents, ownRules, type LoadedAgent } from './loaded.js';
import type { Call } from './model.js';
import { startOracle, type Oracle } from './oracle.js';
import { makeProject, startServer, writeFiles, type Server } from './server.js';

/** Each line of docs/targets/opencode.md about what OpenCode reads, and each negative control, has its case here. */
let oracle: Oracle;
let server: Server;
beforeAll(async () => {
  oracle = await startOracle();
  server = oracle.server;
});
afterAll(() => oracle.stop());

function filesFrom(texts: Readonly<Record<string, unknown>>): FileTree {
  const encoder = new TextEncoder();
  const entries = Object.entries(texts).map(([path, text]): [string, string] => [
    path,
    typeof text === 'string' ? text : JSON.stringify(text),
  ]);
  return new Map(entries.map(([path, text]) => [path, { bytes: encoder.encode(text), executable: false }]));
}

/** An agent file with this `permission` key. */
function agentText(permission: unknown, keys = ''): string {
  return `---\n${keys}permission: ${JSON.stringify(permission)}\n---\nHello\n`;
}

async function load(texts: Readonly<Record<string, unknown>>, prefix = ''): Promise<ReadonlyMap<string, LoadedAgent>> {
  const loaded = await loadAgents(server, makeProject(server, filesFrom(texts), prefix));
  if (typeof loaded === 'string') throw new Error(loaded);
  return loaded;
}

/** The rules of an agent, as `tool pattern action`. */
function rulesOf(agents: ReadonlyMap<string, LoadedAgent> | string, name: string): readonly string[] | string {
  const agent = typeof agents === 'string' ? undefined : agents.get(name);
  if (agent === undefined) return typeof agents === 'string' ? agents : `no ${name}`;
  return ownRules(agent).map(({ permission, pattern, action }) => `${permission} ${pattern} ${action}`);
}

function bash(command: string): Call {
  return { tool: 'bash', input: { command, description: command } };
}

function read(filePath: string): Call {
  return { tool: 'read', input: { filePath, offset: 1, limit: 1 } };
}

function write(filePath: string): Call {
  return { tool: 'write', input: { filePath, content: 'a' } };
}

function patch(...lines: readonly string[]): Call {
  return {
    tool: 'apply_patch',
    input: { patchText: ['*** Begin Patch', ...lines, '*** End Patch'].join('\n') },
  };
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

  it('takes one of two files of the same name, and an agent away that is switched off anywhere', async () => {
    const loaded = await load({
      'opencode.json': { agent: { off: { disable: true } } },
      '.opencode/agent/a.md': agentText('ask'),
      '.opencode/agents/a.md': agentText('deny'),
      '.opencode/agent/off.md': agentText('deny'),
    });
    expect(rulesOf(loaded, 'a')).toHaveLength(1);
    expect(loaded.has('off')).toBe(false);
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

describe('the cases that are its own', () => {
  it('asks nothing about these', async () => {
    const text = agentText({ bash: { '*': 'ask', echo: 'deny' }, edit: 'ask', external_directory: 'ask' });
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': text }));
    const lines = [
      'cd src',
      'X=1',
      'export X=1',
      'unset X',
      '[ -f a ]',
      '[[ -f a ]]',
      '> out.txt',
      'x% a',
      '# nothing',
    ];
    const decisions = await oracle.decide({ directory, agent: 'a', role: 'main' }, lines.map(bash));
    expect(decisions).toEqual(lines.map(() => 'allow'));
  });

  it('misses redirects, and reads texts as they are written', async () => {
    const text = agentText({ bash: { '*': 'allow', 'git push*': 'deny', '*>*': 'deny' } });
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': text }));
    const where = { directory, agent: 'a', role: 'main' } as const;
    const seen = await oracle.decide(where, ['git push', 'ls > f', 'ls; ls > f', 'ls > f | cat'].map(bash));
    expect(seen).toEqual(['deny', 'deny', 'deny', 'deny']);
    const missed = ['git  push', 'git "push"', '\\git push', 'ls && ls > f', 'ls | cat > f', '(ls) > f', '! ls > f'];
    expect(await oracle.decide(where, missed.map(bash))).toEqual(missed.map(() => 'allow'));
  });

  it('asks about the directories that commands name, and takes a directory for what is in it', async () => {
    const text = agentText({ external_directory: { '*': 'deny', '/etc/*': 'ask' }, bash: 'allow', read: 'allow' });
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': text }));
    const output = join(server.home, '.local/share/opencode/tool-output/x');
    const calls = [
      bash('cat /etc/passwd'),
      bash('cat /usr/x'),
      bash('ls /usr'),
      read('/etc'),
      read('/usr'),
      read(output),
    ];
    const decisions = await oracle.decide({ directory, agent: 'a', role: 'main' }, calls);
    expect(decisions).toEqual(['ask', 'deny', 'allow', 'ask', 'deny', 'allow']);
  });

  it('asks a patch about the file that it moves, not about where it goes', async () => {
    const text = agentText({ edit: { '*': 'deny', 'open/*': 'allow' } });
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': text, 'open/a': 'a\n' }));
    const moved = patch('*** Update File: open/a', '*** Move to: closed/a', '@@', '-a', '+b');
    const where = { directory, agent: 'a', role: 'main', model: 'gpt-5' } as const;
    expect(await oracle.decide(where, [patch('*** Add File: closed/b', '+b'), moved])).toEqual(['deny', 'allow']);
    expect(existsSync(join(directory, 'closed/a'))).toBe(true);
  });

  it('takes "always" for an answer about everything, for every agent, and above what is denied', async () => {
    const files = filesFrom({
      '.opencode/agent/a.md': agentText({ edit: { '*': 'ask', 'closed/*': 'deny' } }),
      '.opencode/agent/b.md': agentText({ edit: { '*': 'ask', 'closed/*': 'deny' } }),
    });
    const directory = makeProject(server, files);
    const where = { directory, role: 'main', reply: 'always' } as const;
    expect(await oracle.decide({ ...where, agent: 'a' }, [write('closed/a')])).toEqual(['deny']);
    expect(await oracle.decide({ ...where, agent: 'a' }, [write('a')])).toEqual(['ask']);
    expect(await oracle.decide({ ...where, agent: 'b' }, [write('b'), write('closed/b')])).toEqual(['allow', 'allow']);
  });

  it('lets a question pass that its rules ask about', async () => {
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': agentText({ question: 'ask' }) }));
    const question = { question: 'Yes?', header: 'yes', options: [{ label: 'yes', description: '' }] };
    const calls = [{ tool: 'question', input: { questions: [question] } }];
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, calls)).toEqual(['allow']);
  });

  it('takes a wildcard in the name of a tool, and with it patterns for tools that take none', async () => {
    const text = agentText({ 'webfetc?': { '*': 'deny', 'http://127.0.0.1:9/a*': 'ask' } });
    const directory = makeProject(server, filesFrom({ '.opencode/agent/a.md': text }));
    const calls = ['b', 'ab'].map((page) => ({
      tool: 'webfetch',
      input: { url: `http://127.0.0.1:9/${page}`, format: 'text', timeout: 1 },
    }));
    expect(await oracle.decide({ directory, agent: 'a', role: 'main' }, calls)).toEqual(['deny', 'ask']);
  });

  it('starts a primary agent as a subagent, and lets subagents start nobody', async () => {
    const files = filesFrom({ '.opencode/agent/a.md': agentText('allow', 'mode: primary\n') });
    const directory = makeProject(server, files);
    const calls = [
      { tool: 'task', input: { description: 'a', prompt: 'nothing', subagent_type: 'general' } },
      bash('ls'),
    ];
    expect(await oracle.decide({ directory, agent: 'a', role: 'subagent' }, calls)).toEqual(['deny', 'allow']);
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
