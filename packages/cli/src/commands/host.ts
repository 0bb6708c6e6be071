import { parseArgs } from 'node:util';
import type { Command, ExitCode } from '../command.js';
import { HOST_OPTIONS, type HostValues } from '../host/host-options.js';
import type { Io } from '../io.js';

const help = `Usage: canonry host (check | install | keys | remove) [HOST] [--root DIR] [OPTION]...

Bring the accounts of hosts/HOST.toml to a machine, look whether they still are
as they should be, and take them off again. HOST may be left out where there is
only one. On this machine, check and install are for root.

  check    say what differs: files, users, uids, homes, secrets, audit trails
  install  look first whether anything stands against it, such as a uid that is
           taken, an account that exists otherwise, a file that somebody else
           wrote or a program that is missing; then write the files, and run
           what makes the machine follow them. Nothing is ever downloaded
  keys     make an ssh key with a random passphrase for each account with
           ssh.enable, put both into the store of secrets, and print the public
           halves, to be written as public_key. For agenix and sops, print the
           commands that do that
  remove   stop the units, lock the users, remove the files. Homes and audit
           trails stay

  --root DIR           the machine whose / is DIR (default: this one); what only a
                       running systemd can do is shown there
  --account NAME       for keys and remove: this account only
  --print              write the files, and only show the commands
  --dry-run            write and run nothing; show both
  --delete-home        for remove: delete the homes as well
  --force              for install and remove: take over what is foreign or edited by
                       hand, and keep a copy in .canonry/backup; for keys: replace
  --model [TARGET:]AGENT=MODEL
                       another model for an agent; may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root
  --strict             take warnings for errors
  --json               print the plan, the commands and everything there is to say as
                       JSON

What was written is on record in .canonry below the root. Exits with 1 if anything
differs or is wrong, 130 if interrupted.

Example:
  canonry host install forge --dry-run
`;

const ACTIONS: ReadonlyMap<string, () => Promise<(values: HostValues, io: Io) => Promise<ExitCode>>> = new Map([
  ['check', async () => (await import('../host/check-host.js')).checkHost],
  ['install', async () => (await import('../host/install-host.js')).installHost],
  ['keys', async () => (await import('../host/keys-host.js')).makeKeys],
  ['remove', async () => (await import('../host/remove-host.js')).removeHost],
]);

const operands = [
  { name: 'ACTION', values: [...ACTIONS.keys()] },
  { name: 'HOST', isOptional: true },
];

export const host: Command = { help, grammar: { options: HOST_OPTIONS, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: HOST_OPTIONS, allowPositionals: true });
  const [action = '', name] = positionals;
  const act = await ACTIONS.get(action)?.();
  return act === undefined ? 2 : act({ ...values, host: name }, io);
}
