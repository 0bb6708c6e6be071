import { sshAgentSocketOf, userOf, type Account, type Host, type Output } from '@canonry/core';
import { placesOf, SCRIPTS_DIRECTORY } from '../places.js';
import type { Sandbox } from '../sandbox/sandbox-of.js';
import { credentialOf } from '../secrets.js';
import { sliceName } from '../text/slice-name.js';
import { fillTemplate } from './fill-template.js';
import { startedWith, unitFile } from './outputs.js';
import { runUnits } from './run-units.js';

export interface UnitsInput {
  readonly account: Account;
  readonly host: Host;
  readonly sandbox: Sandbox;
  /** What its home holds that is ours, below the home. */
  readonly homePaths: readonly string[];
}

/** The units of one account: its slices, what brings its home up to date, its ssh-agent, and what runs by itself. */
export function agentUnits(input: UnitsInput): readonly Output[] {
  const { account } = input;
  const { limits, ssh, uid } = account;
  const { networks } = input.sandbox;
  return [
    unitFile(sliceName(account.name), fillTemplate('slice', { description: `Units of ${userOf(account)}`, ...limits })),
    unitFile(`user-${uid}.slice.d/50-agent-host.conf`, fillTemplate('user-slice', { ...limits, networks })),
    ...homeUnit(input),
    ...(ssh.enable ? sshAgentUnit(input) : []),
    ...runUnits(input),
  ];
}

function homeUnit({ account, sandbox }: UnitsInput): readonly Output[] {
  const { home, truth } = placesOf(account);
  const name = `${userOf(account)}-home.service`;
  const text = fillTemplate('home-service', {
    ...offline(sandbox),
    user: userOf(account),
    slice: sliceName(account.name),
    home,
    description: `Home of ${userOf(account)}, as canonry keeps it`,
    exec: [`/${SCRIPTS_DIRECTORY}copy-home`, truth],
  });
  return [unitFile(name, text), startedWith('multi-user.target', name)];
}

function sshAgentUnit({ account, host, sandbox }: UnitsInput): readonly Output[] {
  const name = `${userOf(account)}-ssh-agent.service`;
  const socket = sshAgentSocketOf(account);
  const text = fillTemplate('ssh-agent-service', {
    ...offline(sandbox),
    user: userOf(account),
    slice: sliceName(account.name),
    home: placesOf(account).home,
    description: `Ssh-agent of ${userOf(account)}`,
    exec: [`/${SCRIPTS_DIRECTORY}start-ssh-agent`],
    socket: `SSH_AUTH_SOCK=${socket}`,
    credentials: [
      credentialOf(account, 'ssh-key', host.secrets),
      credentialOf(account, 'ssh-passphrase', host.secrets),
    ],
  });
  return [unitFile(name, text), startedWith('multi-user.target', name)];
}

/** What has nothing to do with a network has none, and makes no sandbox of its own. */
function offline(sandbox: Sandbox): Sandbox {
  return { ...sandbox, networks: [], innerSandbox: false };
}
