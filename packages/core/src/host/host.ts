/** What `hosts/NAME.toml` says, with every default filled in: one machine and the accounts of the agents that live on it. */
export interface Host {
  readonly name: string;
  /** Path below the source root, with `/`. */
  readonly file: string;
  /** The person who answers for the agents. */
  readonly operator?: Person;
  /** Where secrets come from. They are only ever named. */
  readonly secrets: SecretStore;
  /** What all agents together may use. */
  readonly limits: Limits;
  readonly audit: Audit;
  /** In the order of the file. */
  readonly accounts: readonly Account[];
}

export interface Person {
  readonly fullName: string;
  readonly email: string;
}

export const SECRET_STORES = ['systemd-creds', 'agenix', 'sops'] as const;
export type SecretStore = (typeof SECRET_STORES)[number];

/** Absent: unlimited. */
export interface Limits {
  /** As systemd spells it: `2G`. */
  readonly memory?: string;
  /** Percent of one processor. */
  readonly cpu?: number;
  readonly tasks?: number;
}

/** It has no off switch. */
interface Audit {
  readonly keepDays: number;
  /** Where a forwarder sends it as well. */
  readonly lokiUrl?: string;
}

/** The user of an agent on a host: `agent-NAME`. */
export interface Account extends Person {
  /** Of the agent in the roster. */
  readonly name: string;
  /** Also the id of the primary group. It never changes because another account comes or goes. */
  readonly uid: number;
  /** Agents of the roster in this home: its own first, then those that it may start. */
  readonly agents: readonly string[];
  /** Harness targets whose layouts the home has. */
  readonly harnesses: readonly string[];
  /** Everything else is refused. */
  readonly egress: readonly EgressRule[];
  readonly limits: Limits;
  /** Programs of the agent may make namespaces, for a sandbox of their own: that of a browser, or of a harness. */
  readonly innerSandbox: boolean;
  readonly taskLoop: TaskLoop;
  readonly ssh: Ssh;
  readonly mcpServers: readonly McpServer[];
  /** Shapes that are checked and kept; nothing is rendered for them yet but their secrets. */
  readonly desktop: { readonly enable: boolean; readonly resolution: string; readonly vncPort: number };
  readonly chrome: { readonly enable: boolean; readonly debugPort: number };
  readonly mail: { readonly enable: boolean; readonly address: string };
  readonly bitwarden: { readonly enable: boolean; readonly serverUrl?: string };
  readonly tailscale: { readonly enable: boolean };
  readonly agentSpace: { readonly enable: boolean; readonly repository?: string };
  readonly codingAgent: { readonly enable: boolean; readonly branchPrefix: string };
}

/** A destination that an account may open connections to. */
export interface EgressRule {
  /** An address or a network, in the canonical spelling: `10.0.0.0/8`, `127.0.0.1`, `::1`. */
  readonly network: string;
  readonly family: 'ip' | 'ip6';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

export interface TaskLoop {
  readonly enable: boolean;
  /** The program and its arguments, until there is a runtime. Absent: no unit. */
  readonly exec?: readonly string[];
  /** Calendar events of systemd. */
  readonly every: string;
  readonly schedule: string;
  /** A time span of systemd. */
  readonly maxWallTime: string;
  readonly maxTasks: number;
  readonly errorThreshold: number;
}

export interface Ssh {
  readonly enable: boolean;
  /** The public half of the key in the secret store. */
  readonly publicKey?: string;
  /** Of people who may log in as this agent. */
  readonly authorizedKeys: readonly string[];
}

export type McpServer = { readonly name: string } & (
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly string[] }
  /** On this machine only. */
  | { readonly kind: 'url'; readonly url: string }
);

/** The five that an agent can have, as the end of their names: `agent-NAME-mail-password`. */
export const SECRETS = [
  'mail-password',
  'bitwarden-client-secret',
  'tailscale-auth-key',
  'ssh-key',
  'ssh-passphrase',
] as const;
export type Secret = (typeof SECRETS)[number];

export function userOf({ name }: Pick<Account, 'name'>): string {
  return `agent-${name}`;
}

/** Something of it starts by itself. */
export function hasRuns({ taskLoop }: Pick<Account, 'taskLoop'>): boolean {
  return taskLoop.enable && taskLoop.exec !== undefined;
}

/** Where the ssh-agent of an account listens: in a directory that only it can enter. */
export function sshAgentSocketOf(account: Pick<Account, 'name'>): string {
  return `/run/${userOf(account)}/ssh-agent.sock`;
}
