import type { Account, Agent, FileOutput, Host, HostRenderInput, Roster, Target } from '@canonry/core';
import { home } from './index.js';

export const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4L0+jcRbv6Jd8bGMjDnZ6WBTyHJp0MyGzwvDFKqmsa';

export function accountWith(name: string, said: Partial<Account> = {}): Account {
  return {
    name,
    fullName: 'Research Agent',
    email: `${name}@example.org`,
    uid: 4001,
    agents: [name],
    harnesses: [],
    egress: [],
    limits: {},
    innerSandbox: false,
    taskLoop: {
      enable: false,
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
    mail: { enable: false, address: `${name}@example.org` },
    bitwarden: { enable: false },
    tailscale: { enable: false },
    agentSpace: { enable: false },
    codingAgent: { enable: false, branchPrefix: `agent-${name}` },
    ...said,
  };
}

export function inputWith(
  accounts: readonly Account[],
  agents: readonly Agent[] = [],
  harnesses: readonly Target[] = [],
): HostRenderInput {
  const host: Host = {
    name: 'lab',
    file: 'hosts/lab.toml',
    secrets: 'systemd-creds',
    limits: {},
    audit: { keepDays: 90 },
    accounts,
  };
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  const roster: Roster = { agents, skills: [], rules: [], context: [], project };
  return { host, roster, harnesses, homePaths: new Map() };
}

/** The files of the home of one account, by their paths below it. */
export function homeOf(name: string, input: HostRenderInput): ReadonlyMap<string, string> {
  const directory = `etc/agent-host/homes/${name}/`;
  const files = home.render(input).outputs.flatMap((one) => (one.kind === 'file' ? [one] : []));
  return new Map(
    files.filter(isBelow(directory)).map(({ path, bytes }) => [path.slice(directory.length), textOf(bytes)]),
  );
}

function isBelow(directory: string): (output: FileOutput) => boolean {
  return ({ path }) => path.startsWith(directory);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
