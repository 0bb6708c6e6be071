import { describe, expect, it } from 'vitest';
import type { Agent } from '../agent.js';
import { defaultUid } from './default-uid.js';
import { parseHost } from './parse-host.js';

function agentOf(name: string, mayStart: readonly string[] = []): Agent {
  const rules = [
    { pattern: 'other', action: 'ask' as const },
    ...mayStart.map((pattern) => ({ pattern, action: 'allow' as const })),
  ];
  return {
    name,
    description: name,
    mode: 'all',
    tags: [],
    skills: [],
    context: [],
    rules: [],
    permissions: [{ tool: 'task', intent: 'deny', rules }],
    prompt: 'x\n',
    file: `agents/${name}/agent.toml`,
  };
}

const surroundings = {
  agents: [agentOf('researcher', ['coder']), agentOf('coder'), agentOf('other')],
  harnesses: ['opencode', 'claude-code', 'pi'],
  enabled: ['pi', 'of-somebody-else'],
};

function parse(text: string): ReturnType<typeof parseHost> {
  return parseHost({ name: 'forge', file: 'hosts/forge.toml', text }, surroundings);
}

/** What is said, with where. */
function said(text: string): readonly string[] {
  return parse(text).findings.map(({ code, message, place }) => {
    const path = 'path' in place ? ` at ${place.path.join('.')}` : '';
    return `${code}${path}: ${message}`;
  });
}

const PERSON = 'full_name = "R"\nemail = "r@x"\n';
const TWO = `${PERSON}task_loop.enable = false\n`;

describe('a host', () => {
  it('takes no number with a point for a whole one, and says one thing about each', () => {
    const text = `limits.tasks = 1e3\n[agents.coder]\n${TWO}uid = 4001.0\ndesktop = { vnc_port = 80.0 }\nuids = 2.0\n`;
    expect(said(text)).toEqual([
      'out-of-range at agents.coder.desktop.vnc_port: agents.coder.desktop.vnc_port is 80; it must be 1024 or more',
      'unknown-key at agents.coder.uids: there is no key uids in [agents.coder]',
      'wrong-type at agents.coder.uid: agents.coder.uid must be a whole number, not one with a point or exponent',
      'wrong-type at limits.tasks: limits.tasks must be a whole number, not one with a point or exponent',
    ]);
  });

  it('needs two lines for an account', () => {
    const { host, findings } = parse(
      '[agents.researcher]\nfull_name = "Research Agent"\nemail = "researcher@test.local"\n',
    );
    expect(findings.map(({ code }) => code)).toEqual(['nothing-to-run']);
    expect(host).toEqual({
      name: 'forge',
      file: 'hosts/forge.toml',
      secrets: 'systemd-creds',
      limits: {},
      audit: { keepDays: 90 },
      accounts: [
        {
          name: 'researcher',
          fullName: 'Research Agent',
          email: 'researcher@test.local',
          uid: defaultUid('researcher'),
          agents: ['researcher', 'coder'],
          harnesses: ['pi'],
          egress: [],
          limits: { memory: '4G', cpu: 200, tasks: 1024 },
          innerSandbox: false,
          taskLoop: {
            enable: true,
            every: '*:0/15',
            schedule: '*-*-* 05:00:00',
            maxWallTime: '1h',
            maxTasks: 10,
            errorThreshold: 3,
          },
          ssh: { enable: false, authorizedKeys: [] },
          mcpServers: [],
          desktop: { enable: false, resolution: '1920x1080', vncPort: 5901 },
          chrome: { enable: false, debugPort: 9222 },
          mail: { enable: false, address: 'researcher@test.local' },
          bitwarden: { enable: false },
          tailscale: { enable: false },
          agentSpace: { enable: false },
          codingAgent: { enable: false, branchPrefix: 'agent-researcher' },
        },
      ],
    });
  });

  it('may say everything', () => {
    const key = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'a'.repeat(43)} agent-coder`;
    const { host, findings } = parse(`
[operator]
full_name = "Ada"
email = "ada@example.org"
[secrets]
source = "sops"
[limits]
memory = "8G"
cpu = "400%"
tasks = 4096
[audit]
keep_days = 30
loki_url = "https://loki.example.org/loki/api/v1/push"
[agents.coder]
full_name = "Coder"
email = "coder@example.org"
uid = 4002
agents = ["other"]
harnesses = ["claude-code"]
egress = ["127.0.0.1:8080", "[::1]:53/udp"]
inner_sandbox = true
limits = { memory = "1G" }
task_loop = { exec = ["/usr/local/lib/x", "arg"], every = "hourly", schedule = "daily", max_wall_time = "2h", max_tasks = 1, error_threshold = 1 }
ssh = { enable = true, public_key = "${key}", authorized_keys = ["${key}"] }
mcp.servers.tools = { command = "npx", args = ["tools"] }
mcp.servers.browser = { url = "http://127.0.0.1:8080/mcp" }
desktop = { enable = true, resolution = "800x600", vnc_port = 5999 }
chrome = { enable = true, debug_port = 9333 }
mail = { enable = true, address = "c@example.org" }
bitwarden = { enable = true, server_url = "https://vault.example.org" }
tailscale = { enable = true }
agent_space = { enable = true, repository = "git@example.org:space.git" }
coding_agent = { enable = true, branch_prefix = "bots/coder" }
`);
    expect([...new Set(findings.map(({ code }) => code))]).toEqual(['not-rendered-yet']);
    expect(host).toEqual({
      name: 'forge',
      file: 'hosts/forge.toml',
      operator: { fullName: 'Ada', email: 'ada@example.org' },
      secrets: 'sops',
      limits: { memory: '8G', cpu: 400, tasks: 4096 },
      audit: { keepDays: 30, lokiUrl: 'https://loki.example.org/loki/api/v1/push' },
      accounts: [
        {
          name: 'coder',
          fullName: 'Coder',
          email: 'coder@example.org',
          uid: 4002,
          agents: ['coder', 'other'],
          harnesses: ['claude-code'],
          egress: [
            { network: '127.0.0.1', family: 'ip', protocol: 'tcp', port: 8080 },
            { network: '::1', family: 'ip6', protocol: 'udp', port: 53 },
          ],
          limits: { memory: '1G', cpu: 200, tasks: 1024 },
          innerSandbox: true,
          taskLoop: {
            enable: true,
            exec: ['/usr/local/lib/x', 'arg'],
            every: 'hourly',
            schedule: 'daily',
            maxWallTime: '2h',
            maxTasks: 1,
            errorThreshold: 1,
          },
          ssh: { enable: true, publicKey: key, authorizedKeys: [key] },
          mcpServers: [
            { name: 'tools', kind: 'command', command: 'npx', args: ['tools'] },
            { name: 'browser', kind: 'url', url: 'http://127.0.0.1:8080/mcp' },
          ],
          desktop: { enable: true, resolution: '800x600', vncPort: 5999 },
          chrome: { enable: true, debugPort: 9333 },
          mail: { enable: true, address: 'c@example.org' },
          bitwarden: { enable: true, serverUrl: 'https://vault.example.org' },
          tailscale: { enable: true },
          agentSpace: { enable: true, repository: 'git@example.org:space.git' },
          codingAgent: { enable: true, branchPrefix: 'bots/coder' },
        },
      ],
    });
  });

  it.each([
    [
      'a key that is none',
      `[agents.coder]\n${TWO}egres = []\n`,
      ['unknown-key at agents.coder.egres: there is no key egres in [agents.coder]'],
    ],
    [
      'no person',
      '[agents.coder]\ntask_loop.enable = false\n',
      [
        'missing-key at agents.coder: full_name is missing in [agents.coder]',
        'missing-key at agents.coder: email is missing in [agents.coder]',
      ],
    ],
    ['an agent that is none', `[agents.codre]\n${TWO}`, ['unknown-agent at agents.codre: there is no agent "codre"']],
    [
      'others that are none',
      `[agents.coder]\n${TWO}agents = ["x"]\nharnesses = ["codex"]\n`,
      [
        'unknown-agent at agents.coder.agents.0: there is no agent "x"',
        'unknown-target at agents.coder.harnesses.0: there is no target "codex"',
      ],
    ],
    [
      'a uid of somebody else',
      `[agents.coder]\n${TWO}uid = 1000\n[agents.other]\n${TWO}uid = 61184\n`,
      [
        'out-of-range at agents.coder.uid: agents.coder.uid is 1000; it must be 4001 or more',
        'out-of-range at agents.other.uid: agents.other.uid is 61184; it must be 59999 or less',
      ],
    ],
    [
      'an audit trail that is switched off',
      `[audit]\nenable = false\n[agents.coder]\n${TWO}`,
      ['refused-key at audit.enable: enable does not belong in hosts/forge.toml'],
    ],
    [
      'a server that is nothing, both, or far away',
      `[agents.coder]\n${TWO}[agents.coder.mcp.servers]\na = {}\nb = { command = "x", url = "http://localhost/" }\nc = { url = "http://example.org" }\n"D!" = { command = "x" }\ne = { url = "http://localhost/", args = [] }\n`,
      [
        'invalid-text at agents.coder.mcp.servers.c.url: agents.coder.mcp.servers.c.url cannot be "http://example.org": only servers on this machine are allowed here',
        'invalid-text at agents.coder.mcp.servers.D!: agents.coder.mcp.servers cannot be "D!": it is no name of at most 40 lower-case letters and digits',
        'invalid-server at agents.coder.mcp.servers.a: the MCP server "a" has neither command nor url',
        'invalid-server at agents.coder.mcp.servers.b: the MCP server "b" has both command and url',
        'invalid-server at agents.coder.mcp.servers.e: the MCP server "e" has args, but no command that takes them',
      ],
    ],
    [
      'a server that cannot be reached',
      `[agents.coder]\n${TWO}mcp.servers.a.url = "http://localhost:80/"\n`,
      [
        'unreachable-server at agents.coder.mcp.servers.a.url: the MCP server "a" listens at 127.0.0.1:80, where coder may not open connections to',
      ],
    ],
    [
      'a name for an address',
      `[agents.coder]\n${TWO}egress = ["example.org:443"]\n`,
      [
        'invalid-egress at agents.coder.egress.0: "example.org:443" is no destination: a name is no address: whoever answers for the name would decide where the agent may go. Name addresses, or a proxy on this machine that knows names',
      ],
    ],
    [
      'the whole world',
      `[agents.coder]\n${TWO}egress = ["[::/0]:443"]\n`,
      ['egress-everywhere at agents.coder.egress.0: coder may open connections to every address, by "[::/0]:443"'],
    ],
    [
      'a program that is found by its name',
      `[agents.coder]\n${PERSON}task_loop.exec = ["sh", "-c", "x"]\n`,
      [
        'invalid-text at agents.coder.task_loop.exec.0: agents.coder.task_loop.exec[0] cannot be "sh": it is no absolute path of letters, digits and ._+@-',
      ],
    ],
    [
      'one uid for two',
      `[agents.coder]\n${TWO}uid = 4001\n[agents.other]\n${TWO}uid = 4001\n`,
      ['clashing-uid at agents.other: other and coder would both have the uid 4001'],
    ],
    [
      'one port for two',
      `[agents.coder]\n${TWO}desktop.enable = true\nchrome = { enable = true, debug_port = 5901 }\n`,
      [
        'clashing-port at agents.coder.chrome: agents.coder.chrome.debug_port is 5901, and so is agents.coder.desktop.vnc_port',
        'not-rendered-yet at agents.coder.desktop: desktop of coder is checked and kept, but no service is rendered for it yet',
        'not-rendered-yet at agents.coder.chrome: chrome of coder is checked and kept, but no service is rendered for it yet',
      ],
    ],
    ['ports of what is off', `[agents.coder]\n${TWO}[agents.other]\n${TWO}`, []],
    [
      'a secret, and nothing else of what is wrong',
      `[agents.coder]\n${PERSON}x = 1\ntask_loop.exec = ["/bin/x", "--token", "hunter2"]\n`,
      [
        'inline-secret at agents.coder.task_loop.exec: agents.coder.task_loop.exec[2] holds what looks like a secret: the value of --token',
      ],
    ],
    [
      'nobody',
      '',
      ['host-without-accounts: hosts/forge.toml gives no agent an account, so nothing lives on this host'],
    ],
    [
      'a key for signing that is not there yet',
      `[agents.coder]\n${TWO}ssh.enable = true\n`,
      ['commits-not-signed at agents.coder.ssh: ssh of coder has no public_key, so its commits are not signed'],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('has no account of a name that Linux cannot take', () => {
    const name = 'a'.repeat(26);
    const { findings } = parseHost(
      { name: 'forge', file: 'hosts/forge.toml', text: `[agents.${name}]\n${TWO}` },
      { ...surroundings, agents: [agentOf(name)] },
    );
    expect(findings.map(({ code }) => code)).toEqual(['account-name-too-long']);
  });
});

describe('the uid of a name', () => {
  it('is always the same, and between those of the groups and those that people choose', () => {
    expect(['researcher', 'coder', 'a', 'z'.repeat(25)].map(defaultUid)).toEqual([4059, 6765, 5994, 8934]);
  });
});
