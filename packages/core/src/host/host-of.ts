import type { Agent } from '../agent.js';
import { reachedFrom } from '../policy/delegation.js';
import { unattended } from '../policy/unattended.js';
import { defaultUid } from './default-uid.js';
import { isEgressRule, parseEgress } from './egress.js';
import type { AccountTable, HostTable } from './host-schema.js';
import type { Account, Host, Limits, McpServer, Person, Ssh, TaskLoop } from './host.js';

/** What the source says around a host. */
export interface HostSurroundings {
  /** The agents of the roster. */
  readonly agents: readonly Agent[];
  /** Every harness target that there is. */
  readonly harnesses: readonly string[];
  /** Those that canonry.toml enables. */
  readonly enabled: readonly string[];
}

/** The host that a sound table says, with every default filled in. */
export function hostOf(
  { name, file }: Pick<Host, 'name' | 'file'>,
  table: HostTable,
  surroundings: HostSurroundings,
): Host {
  const { operator, secrets, limits, audit, agents = {} } = table;
  return {
    name,
    file,
    ...(operator !== undefined && { operator: personOf(operator) }),
    secrets: secrets?.source ?? 'systemd-creds',
    limits: limitsOf(limits),
    audit: {
      keepDays: audit?.keep_days ?? 90,
      ...(audit?.loki_url !== undefined && { lokiUrl: audit.loki_url }),
    },
    accounts: Object.entries(agents).map(([account, section]) => accountOf(account, section, surroundings)),
  };
}

/** What an account may use unless its table says otherwise. */
const DEFAULT_LIMITS = { memory: '4G', cpu: '200%', tasks: 1024 } as const;

function accountOf(name: string, table: AccountTable, { agents, harnesses, enabled }: HostSurroundings): Account {
  const { desktop, chrome, mail, bitwarden, tailscale, agent_space: space, coding_agent: coding } = table;
  return {
    ...personOf(table),
    name,
    uid: table.uid ?? defaultUid(name),
    agents: [...new Set([name, ...(table.agents ?? reachable(name, agents))])],
    harnesses: [...new Set(table.harnesses ?? enabled.filter((harness) => harnesses.includes(harness)))],
    egress: (table.egress ?? []).map(parseEgress).filter(isEgressRule),
    limits: limitsOf({ ...DEFAULT_LIMITS, ...table.limits }),
    innerSandbox: table.inner_sandbox ?? false,
    taskLoop: taskLoopOf(table.task_loop),
    ssh: sshOf(table.ssh),
    mcpServers: Object.entries(table.mcp?.servers ?? {}).map(([server, section]) => serverOf(server, section)),
    desktop: {
      enable: desktop?.enable ?? false,
      resolution: desktop?.resolution ?? '1920x1080',
      vncPort: desktop?.vnc_port ?? 5901,
    },
    chrome: { enable: chrome?.enable ?? false, debugPort: chrome?.debug_port ?? 9222 },
    mail: { enable: mail?.enable ?? false, address: mail?.address ?? table.email },
    bitwarden: {
      enable: bitwarden?.enable ?? false,
      ...(bitwarden?.server_url !== undefined && { serverUrl: bitwarden.server_url }),
    },
    tailscale: { enable: tailscale?.enable ?? false },
    agentSpace: {
      enable: space?.enable ?? false,
      ...(space?.repository !== undefined && { repository: space.repository }),
    },
    codingAgent: { enable: coding?.enable ?? false, branchPrefix: coding?.branch_prefix ?? `agent-${name}` },
  };
}

function personOf({ full_name: fullName, email }: { readonly full_name: string; readonly email: string }): Person {
  return { fullName, email };
}

/** Nobody is there to be asked, so whom it would have to ask about it never starts. */
function reachable(name: string, agents: readonly Agent[]): readonly string[] {
  const alone = agents.map(unattended);
  const own = alone.find((agent) => agent.name === name);
  return own === undefined ? [] : reachedFrom(own, alone).map(({ agent }) => agent.name);
}

function limitsOf({ memory, cpu, tasks }: NonNullable<HostTable['limits']> = {}): Limits {
  return {
    ...(memory !== undefined && { memory }),
    ...(cpu !== undefined && { cpu: Number.parseInt(cpu, 10) }),
    ...(tasks !== undefined && { tasks }),
  };
}

function taskLoopOf(table: AccountTable['task_loop'] = {}): TaskLoop {
  return {
    enable: table.enable ?? true,
    ...(table.exec !== undefined && { exec: table.exec }),
    every: table.every ?? '*:0/15',
    schedule: table.schedule ?? '*-*-* 05:00:00',
    maxWallTime: table.max_wall_time ?? '1h',
    maxTasks: table.max_tasks ?? 10,
    errorThreshold: table.error_threshold ?? 3,
  };
}

function sshOf(table: AccountTable['ssh'] = {}): Ssh {
  return {
    enable: table.enable ?? false,
    ...(table.public_key !== undefined && { publicKey: table.public_key }),
    authorizedKeys: table.authorized_keys ?? [],
  };
}

type ServerTable = NonNullable<NonNullable<AccountTable['mcp']>['servers']>[string];

function serverOf(name: string, { command, args, url }: ServerTable): McpServer {
  if (url !== undefined) return { name, kind: 'url', url };
  return { name, kind: 'command', command: command ?? '', args: args ?? [] };
}
