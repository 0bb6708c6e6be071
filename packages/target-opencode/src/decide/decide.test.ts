import type { FileTree, Question } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { decide, owned } from './decide.js';

function filesFrom(texts: Readonly<Record<string, string>>): FileTree {
  const encoder = new TextEncoder();
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { bytes: encoder.encode(text), executable: false }]),
  );
}

function ask(files: FileTree, question: Partial<Question>): string {
  const { decision, owned: code } = decide(files, {
    agent: 'a',
    role: 'main',
    tool: 'bash',
    input: 'ls',
    trusted: true,
    home: '/home/me',
    project: '/home/me/p',
    pathPrefix: '',
    scope: 'project',
    ...question,
  });
  return code === undefined ? decision : `${decision} ${code.slice('owned-opencode-'.length)}`;
}

const agent = (permission: unknown, keys = ''): FileTree =>
  filesFrom({ '.opencode/agent/a.md': `---\nmode: all\n${keys}permission: ${JSON.stringify(permission)}\n---\nHi\n` });

it('reads a file whose lines end with carriage returns', () => {
  const text = '---\r\nmode: all\r\npermission:\r\n  bash: deny\r\n---\r\nHi\r\n';
  expect(ask(filesFrom({ '.opencode/agent/a.md': text }), {})).toBe('deny');
  expect(ask(filesFrom({ '.opencode/agent/a.md': text.replace('deny', 'allow') }), {})).toBe('allow');
});

const bash = (action: string, keys = ''): string => `---\n${keys}permission:\n  bash: ${action}\n---\n`;
const webfetch = (action: string): string => `---\npermission:\n  webfetch: ${action}\n---\n`;

describe('without any files', () => {
  const nothing = filesFrom({});

  it.each([
    [{ tool: 'bash' }, 'allow'],
    [{ tool: 'read', input: 'src/.env' }, 'ask'],
    [{ tool: 'read', input: '.env.example' }, 'allow'],
    [{ tool: 'read', input: '/etc/passwd' }, 'ask'],
    [{ tool: 'read', input: '/home/me/.local/share/opencode/tool-output/x' }, 'allow tool-output'],
    [{ tool: 'edit', input: '/tmp/opencode/x' }, 'allow'],
    [{ tool: 'doom_loop', input: 'bash' }, 'ask'],
    [{ tool: 'question' }, 'deny'],
    [{ tool: 'todo', role: 'subagent' }, 'deny'],
    [{ tool: 'task', input: 'b', role: 'subagent' }, 'deny depth'],
    [{ tool: 'mcp__server__tool' }, 'allow'],
    [{ agent: 'plan', tool: 'edit', input: 'a' }, 'deny'],
    [{ agent: 'explore', tool: 'todo' }, 'deny'],
    [{ agent: 'build', tool: 'question' }, 'allow'],
  ] as const)('%j is %s', (question, decision) => {
    expect(ask(nothing, question)).toBe(decision);
  });

  it('answers for the agents that come along where none is named', () => {
    const question: Question = {
      role: 'main',
      tool: 'question',
      input: '',
      trusted: true,
      home: '/h',
      project: '/p',
      pathPrefix: '',
      scope: 'project',
    };
    expect(decide(nothing, question)).toEqual({ decision: 'allow' });
    expect(decide(nothing, { ...question, role: 'subagent' })).toEqual({ decision: 'deny' });
  });
});

describe('the last rule that matches', () => {
  const files = agent({
    bash: { '*': 'deny', 'git *': 'ask', 'echo *': 'allow', ls: 'allow' },
    edit: { '*': 'deny', 'docs/*': 'allow' },
  });

  it.each([
    ['ls', 'allow'],
    ['ls -la', 'deny'],
    ['git', 'ask'],
    ['GIT status', 'deny'],
    ['echo hi && rm x', 'deny'],
    ['echo hi | git log', 'ask'],
    ['echo hi > out.txt', 'allow whole-text'],
    ['FOO=1 git push', 'deny whole-text'],
    ['git   status', 'ask raw-text'],
    ['"git" push', 'deny raw-text'],
    ['echo $(rm x)', 'deny raw-text'],
    ['echo hi | cat > f', 'deny redirect'],
    ['> f', 'allow redirect'],
    ['cd src', 'allow cd'],
    ['X=1', 'allow assignment'],
    ['export X=1', 'allow builtin'],
    ['[ -f x ]', 'allow builtin'],
    ['python@3.11 -c x', 'allow syntax'],
    ["echo '", 'allow syntax'],
  ])('%s is %s', (input, decision) => {
    expect(ask(files, { input })).toBe(decision);
  });

  it('sees files from the top of the work tree', () => {
    expect(ask(files, { tool: 'edit', input: 'docs/a' })).toBe('allow');
    expect(ask(files, { tool: 'edit', input: '/home/me/p/docs/a' })).toBe('allow');
    expect(ask(files, { tool: 'edit', input: 'docs/a', pathPrefix: 'p' })).toBe('deny');
  });

  it('asks where the arguments of cat lie', () => {
    const open = agent({ bash: 'allow', external_directory: { '*': 'deny', '/etc/*': 'ask', '~/x/*': 'allow' } });
    expect(ask(open, { input: 'cat /etc/passwd' })).toBe('ask file-arguments');
    expect(ask(open, { input: 'cat ~/x/a' })).toBe('allow file-arguments');
    expect(ask(open, { input: 'rm -rf "/usr/a" $HOME/z' })).toBe('deny raw-text');
    expect(ask(open, { input: 'cd /usr && ls' })).toBe('deny cd');
    expect(ask(open, { input: 'ls /usr' })).toBe('allow');
    expect(ask(open, { input: 'cat ../p/a' })).toBe('allow');
  });

  it('takes a path for the laxer of a file and a directory, unless somebody has looked', () => {
    const closed = agent({ bash: 'allow', external_directory: { '*': 'deny', '/etc/*': 'allow', '/*/b/*': 'ask' } });
    const etc = { tool: 'read', input: '/etc' };
    expect(ask(closed, etc)).toBe('allow directory');
    expect(ask(closed, { ...etc, directories: ['/etc'] })).toBe('allow directory');
    expect(ask(closed, { ...etc, directories: ['/usr'] })).toBe('deny');
    expect(ask(closed, { input: 'cat /etc' })).toBe('allow file-arguments');
    expect(ask(closed, { input: 'cat /etc', directories: [] })).toBe('deny file-arguments');
    // What only a file may do is no case of a directory.
    expect(ask(closed, { tool: 'read', input: '/etc/b' })).toBe('allow');
    expect(ask(closed, { tool: 'read', input: '/etc/b', directories: ['/etc/b'] })).toBe('ask directory');
    expect(ask(closed, { tool: 'edit', input: '/etc' })).toBe('deny');
  });

  it('hides a tool whose last word is deny, so that nothing of it runs', () => {
    const closed = agent({ bash: { ls: 'allow', '*': 'deny' } });
    expect(ask(closed, { input: 'cd src' })).toBe('deny cd');
  });
});

describe('files that say it together', () => {
  it('keeps the place of a key that is said again', () => {
    const files = new Map([
      ...filesFrom({ 'opencode.json': '{"agent": {"a": {"permission": {"bash": {"*": "ask", "git *": "allow"}}}}}' }),
      ...agent({ bash: { 'rm *': 'deny', '*': 'deny' } }),
    ]);
    expect(ask(files, { input: 'git push' })).toBe('allow');
    expect(ask(files, { input: 'ls' })).toBe('deny');
  });

  it('puts numbers first, as objects do', () => {
    expect(ask(agent({ bash: { '*': 'deny', '10': 'allow' } }), { input: '10' })).toBe('deny');
  });

  it('reads switches below rules, and comments in JSON', () => {
    const files = filesFrom({
      'opencode.jsonc': '// c\n{"tools": {"write": false}, "permission": {"webfetch": "ask",},}',
    });
    expect(ask(files, { tool: 'edit', input: 'a' })).toBe('deny');
    expect(ask(files, { tool: 'webfetch', input: 'https://a' })).toBe('ask');
  });

  it('reads user-level files', () => {
    const files = filesFrom({ '.config/opencode/agents/x/a.md': '---\npermission: deny\n---\n' });
    expect(ask(files, { agent: 'x/a', scope: 'user' })).toBe('deny');
    expect(ask(files, { agent: 'x/a' })).toBe('allow');
  });
});

describe('two files for one agent, of which chance takes one', () => {
  it.each([
    ['in both directories', '.opencode/agents/a.md', ''],
    ['by its name inside', '.opencode/agent/sub/z.md', 'name: a\n'],
    ['by its name inside, before ours', '.opencode/agent/0.md', 'name: a\n'],
  ])('are taken for the laxer one: %s', (_, path, keys) => {
    for (const [ours, other] of [['deny', 'allow'] as const, ['allow', 'deny'] as const])
      expect(ask(filesFrom({ '.opencode/agent/a.md': bash(ours), [path]: bash(other, keys) }), {})).toBe('allow');
  });

  it('are taken for the laxest of all that chance may give, and as modes', () => {
    const files = {
      '.opencode/agent/a.md': bash('{"*": deny, ls: allow}'),
      '.opencode/agents/a.md': bash('{"*": deny}'),
      '../.opencode/agent/a.md': bash('{ls: deny}'),
      '../.opencode/agents/a.md': bash('{pwd: deny}'),
    };
    expect(ask(filesFrom(files), {})).toBe('allow');
    const modes = { '../.opencode/mode/a.md': bash('ask'), '../.opencode/modes/a.md': bash('deny') };
    expect(ask(filesFrom({ ...files, '../../.opencode/agent/a.md': bash('deny') }), {})).toBe('deny');
    expect(ask(filesFrom({ '.opencode/agent/a.md': bash('deny'), ...modes }), {})).toBe('ask');
  });

  it('do not change what others may do, and stop nothing by being switched off', () => {
    const files = {
      '.opencode/agent/a.md': bash('ask'),
      '.opencode/agent/b.md': bash('deny'),
      '.opencode/agents/b.md': '---\ndisable: true\n---\n',
      '.opencode/agents/a.md': '---\ndisable: true\n---\n',
    };
    expect(ask(filesFrom(files), {})).toBe('ask');
    expect(ask(filesFrom(files), { agent: 'b' })).toBe('deny');
    expect(ask(filesFrom({ ...files, '.opencode/agents/c.md': '---\nsteps: 0\n---\n' }), {})).toBe('deny');
  });
});

describe('files in the directories above', () => {
  const near = { '.opencode/agent/a.md': webfetch('deny'), 'opencode.json': '{"permission": {"bash": "deny"}}' };
  const asked = (texts: Readonly<Record<string, string>>, tool: string): string =>
    ask(filesFrom({ ...near, ...texts }), { tool, input: 'x', pathPrefix: 'pkg/a' });

  it('win over the nearer ones where they are agents', () => {
    expect(asked({}, 'webfetch')).toBe('deny');
    expect(asked({ '../.opencode/agents/a.md': webfetch('ask') }, 'webfetch')).toBe('ask');
    const both = { '../.opencode/agents/a.md': webfetch('ask'), '../../.opencode/mode/a.md': webfetch('allow') };
    expect(asked(both, 'webfetch')).toBe('allow');
    expect(asked({ ...both, '~/.opencode/agent/a.md': webfetch('ask') }, 'webfetch')).toBe('ask');
  });

  it('give way to the nearer ones where they are opencode.json, unless it stands in .opencode', () => {
    expect(asked({ '../opencode.jsonc': '{"permission": {"bash": "allow"}}' }, 'bash')).toBe('deny');
    expect(asked({ '../.opencode/opencode.json': '{"permission": {"bash": "allow"}}' }, 'bash')).toBe('allow');
    const two = {
      'opencode.json': '{}',
      '../opencode.json': '{"permission": {"bash": "ask"}}',
      '../../opencode.jsonc': '{"permission": {"bash": "allow"}}',
    };
    expect(asked(two, 'bash')).toBe('ask');
  });

  it('do not exist for what is of the person', () => {
    const files = filesFrom({ '../.opencode/agent/a.md': webfetch('deny') });
    expect(ask(files, { tool: 'webfetch', input: 'x', scope: 'user' })).toBe('allow');
  });
});

describe('a file that OpenCode cannot read', () => {
  it.each([
    ['broken YAML opens everything', '---\ndescription: @x\npermission: deny\n---\nHi', 'allow'],
    ['a colon is rescued', '---\ndescription: Use this: when\npermission: {bash: deny}\n---\nHi', 'deny'],
    [
      'rules for OpenCode 2 are passed over',
      '---\npermissions: [{action: "*", resource: "*", effect: deny}]\n---\n',
      'allow',
    ],
    [
      'a list of rules stops everything',
      '---\npermission: [{permission: bash, pattern: "*", action: allow}]\n---\n',
      'deny',
    ],
    ['no steps stop everything', '---\nsteps: 0\n---\n', 'deny'],
    ['patterns for a flat tool stop everything', '---\npermission: {webfetch: {"*": allow}}\n---\n', 'deny'],
  ])('%s', (_, text, decision) => {
    expect(ask(filesFrom({ '.opencode/agent/a.md': text }), {})).toBe(decision);
  });
});

describe('a text that OpenCode trims', () => {
  it.each([
    'echo \u00A0',
    'curl \r',
    'curl a\r',
    'curl \u2003',
    'curl \uFEFF',
    '\u00A0curl x',
    'curl > f\u00A0',
    'ls && curl \u00A0 > /dev/null',
    'ls; curl \v',
  ])('%j is not its words', (input) => {
    expect(ask(filesFrom({}), { input })).toBe('allow raw-text');
  });

  it.each(['echo \t', '  ls', 'ls\n', 'echo a\u00A0b', 'ls a \n pwd'])('%j is', (input) => {
    expect(ask(filesFrom({}), { input })).toBe('allow');
  });
});

describe('a redirect', () => {
  it.each([
    ['echo x > out.txt', 'whole-text'],
    ['echo x 2>&1', 'whole-text'],
    ['echo x >> ./a/b', 'whole-text'],
    ['echo x > ~/a', 'whole-text'],
    ['cat <<< "a b"', 'whole-text'],
    ['echo x > sec"re"ts/a', 'raw-text'],
    [String.raw`echo x > s\ecrets/a`, 'raw-text'],
    ['echo x > s*crets/a', 'raw-text'],
    ['echo x > secret?/a', 'raw-text'],
    ['echo x > [s]ecrets/a', 'raw-text'],
    ['echo x > sec{rets,}/a', 'raw-text'],
    ["echo x > $'secrets/a'", 'raw-text'],
    ['echo x > $DIR/a', 'raw-text'],
    ['echo x > ~root/a', 'raw-text'],
    ["echo x >| 'a'", 'raw-text'],
    ["echo x &> 'a'", 'raw-text'],
    ["echo x >> 'a'", 'raw-text'],
    ["cat < 'a'", 'raw-text'],
  ])('of %s is a case of %s', (input, code) => {
    expect(ask(agent({ bash: 'allow', external_directory: 'allow' }), { input })).toBe(`allow ${code}`);
  });
});

describe('the owned cases', () => {
  it.each([
    [{ input: 'X=1' }, 'assignment'],
    [{ input: 'cd a' }, 'cd'],
    [{ input: '' }, 'builtin'],
    [{ input: 'a | b > f' }, 'redirect'],
    [{ input: 'a@b' }, 'syntax'],
    [{ input: "a 'b'" }, 'raw-text'],
    [{ input: 'a > f' }, 'whole-text'],
    [{ input: 'cat /x' }, 'file-arguments'],
    [{ tool: 'read', input: '/home/me/.local/share/opencode/tool-output/a' }, 'tool-output'],
    [{ tool: 'read', input: '/etc/' }, 'directory'],
    [{ tool: 'external_directory', input: '/home/me/q/a', pathPrefix: 'p' }, 'work-tree'],
    [
      { tool: 'apply_patch', input: '*** Begin Patch\n*** Update File: a\n*** Move to: b\n*** End Patch' },
      'patch-move',
    ],
  ] as const)('%j is %s', (question, code) => {
    expect(ask(filesFrom({}), question).split(' ')[1]).toBe(code);
  });

  it('are all tested here', () => {
    expect(owned.map(({ code }) => code.slice('owned-opencode-'.length)).toSorted()).toEqual([
      'address',
      'assignment',
      'builtin',
      'cd',
      'depth',
      'directory',
      'file-arguments',
      'link',
      'patch-move',
      'raw-text',
      'redirect',
      'syntax',
      'tool-output',
      'whole-text',
      'work-tree',
    ]);
  });
});
