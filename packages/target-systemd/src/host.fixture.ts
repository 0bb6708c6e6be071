import type { Account, Agent, Host, Policy, Roster } from '@canonry/core';

/** An agent that may do what these policies say, and whatever its harness lets it do with other tools. */
export function agentWith(name: string, permissions: readonly Policy[] = []): Agent {
  const texts = { description: 'Does things', prompt: 'Do things.', file: `agents/${name}/agent.toml` };
  return { name, mode: 'all', tags: [], skills: [], context: [], rules: [], permissions, ...texts };
}

export function accountOf(name: string, uid: number, more: Partial<Account> = {}): Account {
  return {
    name,
    uid,
    fullName: `Agent ${name}`,
    email: `${name}@lab.example`,
    agents: [name],
    harnesses: [],
    egress: [],
    limits: { memory: '4G', cpu: 200, tasks: 1024 },
    innerSandbox: false,
    taskLoop: {
      enable: true,
      exec: ['/usr/local/lib/agent-host/task-loop', name],
      every: '*:0/15',
      schedule: '*-*-* 05:00:00',
      maxWallTime: '1h',
      maxTasks: 5,
      errorThreshold: 3,
    },
    ssh: { enable: false, authorizedKeys: [] },
    mcpServers: [],
    desktop: { enable: false, resolution: '1920x1080', vncPort: 5901 },
    chrome: { enable: false, debugPort: 9222 },
    mail: { enable: false, address: `${name}@lab.example` },
    bitwarden: { enable: false },
    tailscale: { enable: false },
    agentSpace: { enable: false },
    codingAgent: { enable: false, branchPrefix: `agent-${name}` },
    ...more,
  };
}

export function hostOf(accounts: readonly Account[], more: Partial<Host> = {}): Host {
  return {
    name: 'lab',
    file: 'hosts/lab.toml',
    secrets: 'systemd-creds',
    limits: {},
    audit: { keepDays: 90 },
    accounts,
    ...more,
  };
}

export function rosterOf(agents: readonly Agent[]): Roster {
  const project = { agents: ['agents'], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  return { agents, skills: [], rules: [], context: [], project };
}
