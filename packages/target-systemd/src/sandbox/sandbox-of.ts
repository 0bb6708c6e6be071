import { userOf, type Account, type Agent, type Host, type Roster } from '@canonry/core';
import { STORES } from '../secrets.js';
import { forbidsAll, type HeldTool } from './forbidden.js';

/** What is around everything that runs for an account. Its fields fill the template `sandbox`. */
export interface Sandbox {
  readonly innerSandbox: boolean;
  /** The only addresses that it may exchange anything with. */
  readonly networks: readonly string[];
  readonly hidden: readonly string[];
  readonly readsOnly: boolean;
}

/** Sockets of programs that would open connections, look up names or build in their own name for whoever asks. */
const HELPERS: readonly string[] = [
  '/nix/var/nix/daemon-socket',
  '/run/avahi-daemon',
  '/run/containerd',
  '/run/cups',
  '/run/dbus/system_bus_socket',
  '/run/docker.sock',
  '/run/libvirt',
  '/run/nscd',
  '/run/podman',
  '/run/rpcbind.sock',
  '/run/snapd.socket',
  '/run/systemd/resolve/io.systemd.Resolve',
  '/run/tailscale',
];

/** Where everybody may write, and systemd 252 leaves it so: ProtectSystem= is not for all of /run beside a /proc of its own. */
const SHARED = '/run/lock';

/** Where hosts keep what is neither the system nor a home. */
const DATA: readonly string[] = ['/media', '/mnt', '/srv'];

export function sandboxOf(account: Account, host: Host, roster: Roster): Sandbox {
  const agents = agentsOf(account, roster);
  // All agents of a home share its units, so these hold what every one of them is forbidden.
  const allForbid = (tool: HeldTool): boolean => agents.length > 0 && agents.every((agent) => forbidsAll(agent, tool));
  return {
    innerSandbox: account.innerSandbox,
    networks: [...new Set(account.egress.map(({ network }) => network))],
    hidden: [
      ...STORES[host.secrets].directories,
      ...HELPERS,
      SHARED,
      ...(allForbid('external_directory') ? DATA : []),
    ].toSorted(),
    readsOnly: allForbid('edit'),
  };
}

export function agentsOf({ agents }: Account, roster: Roster): readonly Agent[] {
  return roster.agents.filter(({ name }) => agents.includes(name));
}

/** Where units look for homes, and find none but their own. */
const HOMES: readonly string[] = ['/home', '/root', '/run/user', '/tmp', '/var/tmp'];

/** The directory because of which units of the account cannot see a path, if there is one. */
export function hiddenBy(path: string, account: Account, { hidden }: Pick<Sandbox, 'hidden'>): string | undefined {
  if (isBelow(path, `/home/${userOf(account)}`)) return undefined;
  return [...HOMES, ...hidden].find((directory) => isBelow(path, directory));
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}
