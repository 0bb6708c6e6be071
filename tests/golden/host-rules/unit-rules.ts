import { KNOWN_KEYS, OLDEST_SYSTEMD } from './known-keys.js';
import { valuesOf, type Setting } from './unit-file.js';

type Unit = readonly Setting[];

/** What every unit of a host keeps to, as a sentence, and what in a unit breaks it. */
export interface UnitRule {
  readonly rule: string;
  readonly broken: (unit: Unit, name: string) => boolean;
}

/** The only unit that works as root. */
const EGRESS = 'agent-host-egress.service';
/** Of the machine, with two lines of ours. */
const FIREWALL = 'nftables.service';

const has = (unit: Unit, key: string, value: string): boolean => valuesOf(unit, key).includes(value);
const isOnly = (unit: Unit, key: string, value: string): boolean => {
  const [only, ...others] = valuesOf(unit, key);
  return only === value && others.length === 0;
};
const isService = (name: string): boolean => name.endsWith('.service');
const isOfAgent = (name: string): boolean => isService(name) && name !== EGRESS && name !== FIREWALL;
const isRun = (name: string): boolean => /-(?:task-loop|scheduler)\.service$/.test(name);
const userOf = (unit: Unit): string => valuesOf(unit, 'User').join();

const LOAD = '/usr/sbin/nft -f /etc/nftables.d/agent-host.nft';

/** io_uring opens sockets past every filter. */
const SYSTEM_CALLS = '@system-service,~@privileged @resources io_uring_enter io_uring_register io_uring_setup';

/** What a service of an agent has to have, each with exactly this value and once. */
const SANDBOX: Readonly<Record<string, string>> = {
  AmbientCapabilities: '',
  CapabilityBoundingSet: '',
  IPAddressDeny: 'any',
  KeyringMode: 'private',
  LockPersonality: 'yes',
  NoNewPrivileges: 'yes',
  PrivateDevices: 'yes',
  PrivateIPC: 'yes',
  PrivateMounts: 'yes',
  PrivateTmp: 'yes',
  PrivateUsers: 'yes',
  ProtectClock: 'yes',
  ProtectControlGroups: 'yes',
  ProtectHome: 'tmpfs',
  ProtectHostname: 'yes',
  ProtectKernelLogs: 'yes',
  ProtectKernelModules: 'yes',
  ProtectKernelTunables: 'yes',
  ProtectProc: 'invisible',
  ProtectSystem: 'strict',
  RemoveIPC: 'yes',
  RestrictRealtime: 'yes',
  RestrictSUIDSGID: 'yes',
  SystemCallArchitectures: 'native',
  TemporaryFileSystem: '/dev/shm:mode=1777,nosuid,nodev,noexec',
  UMask: '0077',
};

export const UNIT_RULES: readonly UnitRule[] = [
  {
    rule: 'every key was there in the oldest systemd that counts',
    broken: (unit) => unit.some(({ key }) => (KNOWN_KEYS[key] ?? Infinity) > OLDEST_SYSTEMD),
  },
  {
    rule: 'a oneshot has TimeoutStartSec, because RuntimeMaxSec does nothing there and there is no limit without either',
    broken: (unit) =>
      has(unit, 'Type', 'oneshot') &&
      !has(unit, 'RemainAfterExit', 'yes') &&
      (valuesOf(unit, 'TimeoutStartSec').length !== 1 || valuesOf(unit, 'RuntimeMaxSec').length > 0),
  },
  {
    rule: 'no MemoryDenyWriteExecute, which ends every program with a compiler at run time',
    broken: (unit) => valuesOf(unit, 'MemoryDenyWriteExecute').length > 0,
  },
  {
    rule: 'a forbidden system call fails; without SystemCallErrorNumber it would end the program',
    broken: (unit) => valuesOf(unit, 'SystemCallFilter').length > 0 && !isOnly(unit, 'SystemCallErrorNumber', 'EPERM'),
  },
  {
    rule: 'a service runs as an agent, and one as root',
    broken: (unit, name) => isOfAgent(name) && (!/^agent-[a-z0-9-]+$/.test(userOf(unit)) || !isOnly(unit, 'Group', userOf(unit))),
  },
  {
    rule: 'no command takes a right that its unit does not have',
    broken: (unit) => unit.some(({ key, value }) => key.startsWith('Exec') && !/^[:-]?\//.test(value)),
  },
  {
    rule: 'a service of an agent has the whole sandbox',
    broken: (unit, name) => isOfAgent(name) && Object.entries(SANDBOX).some(([key, value]) => !isOnly(unit, key, value)),
  },
  {
    rule: 'a service may call what services call, without what takes rights or resources',
    broken: (unit, name) =>
      isService(name) && name !== FIREWALL && valuesOf(unit, 'SystemCallFilter').slice(0, 2).join() !== SYSTEM_CALLS,
  },
  {
    rule: 'a service of an agent sees no home but its own',
    broken: (unit, name) =>
      isOfAgent(name) &&
      (!has(unit, 'BindPaths', `/home/${userOf(unit)}`) ||
        valuesOf(unit, 'BindPaths').some((path) => !`${path}/`.startsWith(`/home/${userOf(unit)}/`))),
  },
  {
    rule: 'what is bound over a home comes from what root keeps for it',
    broken: (unit) =>
      valuesOf(unit, 'BindReadOnlyPaths').some((value) => {
        const [, name, from, to] = /^\/etc\/agent-host\/homes\/([^/]+)\/(.+):\/home\/agent-\1\/(.+)$/.exec(value) ?? [];
        return `agent-${name}` !== userOf(unit) || from !== to;
      }),
  },
  {
    rule: 'a service of an agent has no network, or the addresses that egress names',
    broken: (unit, name) => {
      const isOffline = isOnly(unit, 'PrivateNetwork', 'yes') && isOnly(unit, 'RestrictAddressFamilies', 'AF_UNIX');
      const isNamed =
        valuesOf(unit, 'IPAddressAllow').length > 0 && isOnly(unit, 'RestrictAddressFamilies', 'AF_UNIX AF_INET AF_INET6');
      return isOfAgent(name) && isOffline === isNamed;
    },
  },
  {
    rule: 'namespaces are forbidden, or are for an inner sandbox and no more than that takes',
    broken: (unit, name) =>
      isOfAgent(name) && !isOnly(unit, 'RestrictNamespaces', 'yes') && !isOnly(unit, 'RestrictNamespaces', 'ipc mnt net pid user uts'),
  },
  {
    rule: 'the secrets of a host are out of sight',
    broken: (unit, name) =>
      isOfAgent(name) &&
      !['/etc/credstore.encrypted', '/run/agenix', '/run/secrets'].some((store) => has(unit, 'InaccessiblePaths', `-${store}`)),
  },
  {
    rule: 'a run needs the rules of egress and its home, and comes after both',
    broken: (unit, name) =>
      isRun(name) &&
      [EGRESS, `${userOf(unit)}-home.service`].some((needed) =>
        ['Requires', 'After'].some((key) => !valuesOf(unit, key).join(' ').split(' ').includes(needed)),
      ),
  },
  {
    rule: 'what a run says is added to its audit, and there is no run without one',
    broken: (unit, name) => {
      const audit = `/var/log/${userOf(unit)}/audit.jsonl`;
      return isRun(name) && !(isOnly(unit, 'StandardOutput', `append:${audit}`) && isOnly(unit, 'AssertPathExists', audit));
    },
  },
  {
    rule: 'a run can be paused by people, whatever the agent does',
    broken: (unit, name) =>
      isRun(name) && !has(unit, 'ConditionPathExists', `!/etc/agent-host/paused/${userOf(unit).replace(/^agent-/, '')}`),
  },
  {
    rule: 'a service of an agent counts towards the limits of the agent',
    broken: (unit, name) =>
      isOfAgent(name) && !isOnly(unit, 'Slice', `agents-${userOf(unit).replace(/^agent-/, '').replaceAll('-', '_')}.slice`),
  },
  {
    rule: 'the name of a slice has no dash but the one below agents',
    broken: (_, name) => name.endsWith('.slice') && !/^(?:agents(?:-[a-z][a-z0-9_]*)?|user-\d+)\.slice$/.test(name),
  },
  {
    rule: 'what has a limit of memory has no swap beside it',
    broken: (unit) => valuesOf(unit, 'MemoryMax').length > 0 && !isOnly(unit, 'MemorySwapMax', '0'),
  },
  {
    rule: 'logins have the addresses that egress names, and no others',
    broken: (unit, name) => name.startsWith('user-') && !isOnly(unit, 'IPAddressDeny', 'any'),
  },
  {
    rule: 'an environment has what a run is told, and no secret',
    broken: (unit) =>
      valuesOf(unit, 'Environment').some(
        (value) => !/^(?:AGENT_(?:NAME|RUN|MAX_TASKS|ERROR_THRESHOLD)|SSH_AUTH_SOCK)=[\w./-]+$/.test(value),
      ),
  },
  {
    rule: 'the rules of egress start with the firewall of the machine, and stopping them takes none away',
    broken: (unit, name) =>
      name === EGRESS &&
      (!isOnly(unit, 'PartOf', 'nftables.service') ||
        !valuesOf(unit, 'After').join(' ').includes('nftables.service') ||
        valuesOf(unit, 'ExecStop').length > 0),
  },
  {
    rule: 'the firewall of the machine is given the rules of egress whenever it starts or reloads, and nothing else',
    broken: (unit, name) =>
      name === FIREWALL &&
      (!isOnly(unit, 'ExecStartPost', `-${LOAD}`) || !isOnly(unit, 'ExecReload', LOAD) || unit.length !== 2),
  },
];
