import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, outputOf } from '../lab/assertion.js';
import type { Machine } from '../lab/machine.js';

/** Properties as systemd shows them; of a list, the entries that it has to have among others. */
type Properties = Readonly<Record<string, string | readonly string[]>>;

/** What systemd itself took out of the units: also what a program inside would notice late, or never. */
export const HARDENING: readonly Assertion[] = [
  holds('agent-host-egress.service', () => ({
    ...OF_ALL,
    CapabilityBoundingSet: 'cap_net_admin',
    ProcSubset: 'pid',
    ProtectHome: 'yes',
    RestrictAddressFamilies: 'AF_NETLINK',
    PartOf: 'nftables.service',
    After: ['nftables.service', 'local-fs.target'],
    Before: ['network-pre.target', 'shutdown.target'],
    Wants: ['network-pre.target'],
    Conflicts: ['shutdown.target'],
    DefaultDependencies: 'no',
    RemainAfterExit: 'yes',
  })),
  ...PAIRS.flatMap(([agent]) => [
    ...['task-loop', 'scheduler'].map((run) => holds(`agent-${agent.name}-${run}.service`, () => ofRun(agent))),
    holds(`agent-${agent.name}-home.service`, () => ({ ...offline(agent), Type: 'oneshot', TimeoutStartUSec: '5min' })),
    holds(`agent-${agent.name}-ssh-agent.service`, () => ({
      ...offline(agent),
      Type: 'forking',
      Restart: 'on-failure',
      RestartUSec: '5s',
      StartLimitIntervalUSec: '5min',
      StartLimitBurst: '3',
      RuntimeDirectory: agent.user,
      RuntimeDirectoryMode: '0700',
    })),
  ]),
];

const OF_ALL: Properties = {
  IPAddressDeny: '0.0.0.0/0 ::/0',
  KeyringMode: 'private',
  LockPersonality: 'yes',
  NoNewPrivileges: 'yes',
  PrivateDevices: 'yes',
  PrivateIPC: 'yes',
  PrivateMounts: 'yes',
  ProtectClock: 'yes',
  ProtectControlGroups: 'yes',
  ProtectHostname: 'yes',
  ProtectKernelLogs: 'yes',
  ProtectKernelModules: 'yes',
  ProtectKernelTunables: 'yes',
  ProtectProc: 'invisible',
  ProtectSystem: 'strict',
  RemoveIPC: 'yes',
  RestrictNamespaces: 'yes',
  RestrictRealtime: 'yes',
  RestrictSUIDSGID: 'yes',
  SystemCallArchitectures: 'native',
  // EPERM
  SystemCallErrorNumber: '1',
  UMask: '0077',
};

const HIDDEN = [
  '/etc/credstore.encrypted /media /mnt /srv /run/containerd /run/docker.sock /run/podman /run/nscd',
  '/run/dbus/system_bus_socket /run/systemd/resolve/io.systemd.Resolve',
  '/run/avahi-daemon /run/lock /run/snapd.socket /run/tailscale',
  '/nix/var/nix/daemon-socket /run/cups /run/libvirt /run/rpcbind.sock',
].flatMap((paths) => paths.split(' '));

function ofAgent({ name, user }: Agent): Properties {
  return {
    ...OF_ALL,
    User: user,
    Group: user,
    Slice: `agents-${name}.slice`,
    CapabilityBoundingSet: '',
    PrivateTmp: 'yes',
    PrivateUsers: 'yes',
    ProtectHome: 'tmpfs',
    TemporaryFileSystem: '/dev/shm:mode=1777,nosuid,nodev,noexec',
    After: ['systemd-tmpfiles-setup.service'],
    InaccessiblePaths: HIDDEN.filter((path) => !OF_OTHERS.has(path) || name === 'researcher').map((path) => `-${path}`),
    BindPaths: mounts(`/home/${user}`, user, ['']),
  };
}

/** What leads to files that are canonry's. */
const ABOVE = ['.claude', '.config', '.config/git', '.ssh'];

/** Of the home, what its owner cannot change: all that root keeps for it, by whole directories where they are canonry's. */
const KEPT = [
  '.bash_profile .bashrc .mcp.json .ssh/authorized_keys .config/git/allowed_signers .config/git/config',
  '.claude/agents .claude/canonry .claude/commands .claude/settings.json .claude/skills',
].flatMap((paths) => paths.split(' '));

/** Mounts in a home, as systemd shows them. */
function mounts(from: string, user: string, paths: readonly string[]): string {
  return paths
    .map((path) => (path === '' ? '' : `/${path}`))
    .map((below) => `${from}${below}:/home/${user}${below}:rbind`)
    .join(' ');
}

function offline(agent: Agent): Properties {
  return {
    ...ofAgent(agent),
    ProcSubset: 'pid',
    PrivateNetwork: 'yes',
    RestrictAddressFamilies: 'AF_UNIX',
    IPAddressAllow: '',
    WorkingDirectory: `/home/${agent.user}`,
  };
}

function ofRun(agent: Agent): Properties {
  const { name, user } = agent;
  const before = ['agent-host-egress.service', `${user}-home.service`];
  return {
    ...ofAgent(agent),
    Type: 'oneshot',
    Requires: before,
    After: [...before, `${user}-ssh-agent.service`, 'network.target'],
    Wants: [`${user}-ssh-agent.service`],
    WorkingDirectory: `/home/${user}/agent-space`,
    StateDirectory: user,
    StateDirectoryMode: '0700',
    TimeoutStartUSec: '30min',
    StandardOutput: 'append',
    StandardError: 'journal',
    RestrictAddressFamilies: 'AF_INET AF_INET6 AF_UNIX',
    IPAddressAllow: ['127.0.0.1/32', '::1/128', '10.77.0.1/32', 'fd77::1/128'],
    BindPaths: mounts(`/home/${user}`, user, ['', ...ABOVE]),
    BindReadOnlyPaths: mounts(`/etc/agent-host/homes/${name}`, user, KEPT),
    Environment: [
      `AGENT_NAME=${name}`,
      'AGENT_MAX_TASKS=10',
      'AGENT_ERROR_THRESHOLD=3',
      `SSH_AUTH_SOCK=/run/${user}/ssh-agent.sock`,
    ],
  };
}

/** Where an agent may look that is not forbidden to leave its home. */
const OF_OTHERS = new Set(['/media', '/mnt', '/srv']);

function holds(unit: string, expected: () => Properties): Assertion {
  return [
    `systemd holds ${unit} to every line of it`,
    (host) => {
      const wanted = expected();
      const shown = propertiesOf(host, unit, Object.keys(wanted));
      for (const [name, value] of Object.entries(wanted))
        if (typeof value === 'string') expect(sorted(shown.get(name)), name).toBe(sorted(value));
        else expect(shown.get(name)?.split(' '), name).toEqual(expect.arrayContaining([...value]));
      const filter = propertiesOf(host, unit, ['SystemCallFilter']).get('SystemCallFilter')?.split(' ') ?? [];
      expect(filter).toContain('read');
      for (const call of FORBIDDEN_CALLS) expect(filter).not.toContain(call);
    },
  ];
}

const FORBIDDEN_CALLS =
  'mount ptrace setuid bpf reboot setrlimit io_uring_enter io_uring_register io_uring_setup'.split(' ');

/** systemd keeps some lists in no order. */
function sorted(list = ''): string {
  return list.split(' ').toSorted().join(' ');
}

function propertiesOf(host: Machine, unit: string, names: readonly string[]): ReadonlyMap<string, string> {
  const output = outputOf(host.root(`systemctl show ${unit} ${names.map((name) => `-p ${name}`).join(' ')}`));
  return new Map(
    output.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
