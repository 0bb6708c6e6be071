import type { Agent, Output } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { accountWith, homeOf, inputWith, KEY } from './host.fixture.js';
import { home, homePaths } from './index.js';

describe('the home of an account', () => {
  it('has the same files whatever is said, so that what is no longer said is gone', () => {
    const files = homeOf('researcher', inputWith([accountWith('researcher')]));
    expect([...files]).toEqual([
      ['.mcp.json', '{\n  "mcpServers": {}\n}\n'],
      ['.config/git/config', '[user]\n\tname = "Research Agent"\n\temail = "researcher@example.org"\n'],
      ['.config/git/allowed_signers', ''],
      ['.ssh/authorized_keys', ''],
      ['.bashrc', expect.not.stringContaining('SSH_AUTH_SOCK')],
      ['.bash_profile', expect.stringContaining('. ~/.bashrc')],
    ]);
    const said = accountWith('researcher', {
      ssh: { enable: true, publicKey: KEY, authorizedKeys: [] },
      mcpServers: [{ name: 'x', kind: 'command', command: 'x', args: [] }],
    });
    expect([...homeOf('researcher', inputWith([said])).keys()]).toEqual([...files.keys()]);
  });

  it('holds its servers in the order of the host', () => {
    const account = accountWith('researcher', {
      mcpServers: [
        { name: 'z', kind: 'command', command: '/usr/bin/z', args: ['--of', 'a"b\\\n'] },
        { name: '10', kind: 'url', url: 'http://127.0.0.1:8443/mcp' },
      ],
    });
    const text = homeOf('researcher', inputWith([account])).get('.mcp.json') ?? '';
    expect(JSON.parse(text)).toEqual({
      mcpServers: {
        z: { command: '/usr/bin/z', args: ['--of', 'a"b\\\n'] },
        '10': { type: 'http', url: 'http://127.0.0.1:8443/mcp' },
      },
    });
    expect(text.indexOf('"z"')).toBeLessThan(text.indexOf('"10"'));
  });

  it('says once what the agents in it may not ask', () => {
    const account = accountWith('asker', { agents: ['asker', 'silent'] });
    const agents = [agentWith('asker', 'ask'), agentWith('silent', 'allow')];
    const { findings } = home.render(inputWith([account, accountWith('silent')], agents));
    expect(findings.map(({ code, agent, file, message }) => [code, agent, file, message])).toEqual([
      [
        'asks-denied',
        'asker',
        'hosts/lab.toml',
        'nobody is there to be asked in the home of agent-asker: what asker would ask about (bash) is denied',
      ],
    ]);
  });
});

describe('what is ours in a home', () => {
  const outputs = [
    'a/.claude/agents/x.md',
    'a/.claude/agents/y.md',
    'a/.claude/commands/.canonry',
    'a/.claude/settings.json',
    'b/.mcp.json',
  ].map((path): Output => ({
    kind: 'file',
    path: `etc/agent-host/homes/${path}`,
    bytes: new Uint8Array(),
    executable: false,
  }));

  it('is a file, or a directory that a harness target has for itself', () => {
    const harness = { owns: ['.claude/agents/', '.claude/settings.json'], sealed: ['.claude/commands/'] };
    expect([...homePaths({ outputs }, [harness])]).toEqual([
      ['a', ['.claude/agents/', '.claude/commands/', '.claude/settings.json']],
      ['b', ['.mcp.json']],
    ]);
  });
});

function agentWith(name: string, intent: 'ask' | 'allow'): Agent {
  const nothing = { tags: [], skills: [], context: [], rules: [], prompt: 'p', description: 'd' };
  const permissions = [{ tool: 'bash', intent, rules: [] }];
  return { ...nothing, name, mode: 'all', permissions, file: `agents/${name}/agent.toml` };
}
