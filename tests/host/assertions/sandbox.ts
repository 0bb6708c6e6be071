import { expect } from 'vitest';
import { type Agent, PAIRS } from '../lab/agents.js';
import { type Assertion, outputOf } from '../lab/assertion.js';
import type { Machine } from '../lab/machine.js';
import { auditFile } from './audit.js';
import { ADDRESSES, listening } from './listening.js';

type Facts = Readonly<Record<string, string>>;

/** Of what canonry keeps for a home. Nothing of it may become what the agent wants it to be. */
const RENDERED_FILES = [
  '.mcp.json',
  '.config/git/config',
  '.claude/settings.json',
  '.claude/agents',
  '.ssh/authorized_keys',
  '.bashrc',
];

/** What an agent can do in the unit that was rendered for it: asked from inside, by the program that the unit runs. */
export const SANDBOX: readonly Assertion[] = PAIRS.flatMap(([agent]) =>
  [...expectedFacts(agent)].map(([fact, value]): Assertion => [
    `in its unit, ${agent.name}: ${fact} = ${JSON.stringify(value)}`,
    (host) => expect(factsOf(host, agent)).toHaveProperty([fact], value),
  ]),
);

function expectedFacts({ name, user, uid }: Agent): ReadonlyMap<string, string> {
  return new Map([
    ['uid', `${uid}`],
    ['directory', `/home/${user}/agent-space`],
    ['run', `${name} loop 10 3`],
    ['umask', '0077'],
    ['capabilities', '0000000000000000'],
    ['no_new_privileges', '1'],
    ['seccomp', '2'],
    ['homes', `/home/${user} `],
    ['processes_of_others', '0'],
    ...yes('writes_home', 'writes_state'),
    ...no('writes_etc', 'writes_usr', 'writes_var', 'sees_tmp_of_others', 'sees_devices', 'sees_kernel_log'),
    ...no('writes_lock', 'sees_memory_of_others', 'makes_io_uring'),
    ...no('sees_cgroups_writable', 'sees_kernel_settings_writable', 'makes_user_namespace', 'mounts'),
    ...no('makes_setuid_file', 'takes_realtime', 'changes_personality', 'opens_packet_socket', 'opens_netlink_socket'),
    // Not held: with a network, it is that of the machine.
    ...yes('reaches_socket_without_file'),
    ...no('reads_credential_store', 'reads_truth_of_other', 'reads_audit', 'reads_private_key'),
    ...yes('uses_key'),
    ['credential', `secret-of-${user}`],
    ['secrets_in_environment', '0'],
    ...RENDERED_FILES.flatMap((file) => [
      ...yes(`reads ${file}`),
      ...no(`writes ${file}`, `removes ${file}`, `renames ${file}`, `renames what holds ${file}`),
    ]),
    ...ADDRESSES.flatMap(({ address, isDeclared }) => (isDeclared ? yes : no)(`reaches ${address}`)),
  ]);
}

function yes(...facts: readonly string[]): [string, string][] {
  return facts.map((fact) => [fact, 'yes']);
}

function no(...facts: readonly string[]): [string, string][] {
  return facts.map((fact) => [fact, 'no']);
}

const KNOWN = new WeakMap<Machine, Map<string, Facts>>();

/** The loop runs once for all questions about it. */
function factsOf(host: Machine, agent: Agent): Facts {
  const known = KNOWN.get(host) ?? new Map<string, Facts>();
  KNOWN.set(host, known);
  const facts = known.get(agent.name) ?? probe(host, agent);
  known.set(agent.name, facts);
  return facts;
}

const LISTENS = 'my $socket = IO::Socket::UNIX->new(Local => "\\0somebody", Listen => 9) or exit 1; sleep 60';

function probe(host: Machine, { name, user, port }: Agent): Facts {
  outputOf(host.root('touch /tmp/of-somebody-else /dev/shm/of-somebody-else'));
  outputOf(host.as(user, 'touch ~/connect'));
  outputOf(host.root(`systemd-run -q --unit=abstract perl -MIO::Socket::UNIX -e '${LISTENS}'`));
  listening(
    host,
    '',
    port,
    () => void outputOf(host.root(`systemctl reset-failed; systemctl start agent-${name}-task-loop.service`)),
  );
  outputOf(host.as(user, 'rm ~/connect'));
  outputOf(host.root('systemctl stop abstract'));
  const facts: Facts = JSON.parse(outputOf(host.root(`tail -1 ${auditFile(user)}`)));
  return facts;
}
