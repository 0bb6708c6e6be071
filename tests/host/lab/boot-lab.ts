import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { outputOf } from './assertion.js';
import { type Machine, type Prepared, prepareMachine } from './machine.js';
import { sealedSecrets } from './secrets.js';

const PROBE = fileURLToPath(new URL('probe.sh', import.meta.url));
const ADDRESSES = ['10.77.0.1/32', '10.77.0.2/32', 'fd77::1/128', 'fd77::2/128'];

/** A host on which this tree was there before the first boot. */
export async function bootLab(tree: string): Promise<Machine> {
  const prepared = await prepareLab();
  unpack(prepared, execFileSync('tar', ['-C', tree, '--owner=0', '--group=0', '-c', '.']));
  return bootPrepared(prepared);
}

/** All that a host of the test has beside what canonry renders: the secrets, the program of the loops, a firewall. */
export async function prepareLab(options: readonly string[] = []): Promise<Prepared> {
  const prepared = await prepareMachine(options);
  unpack(prepared, (await sealedSecrets()).archive);
  outputOf(prepared.root('mkdir -p /usr/local/lib && cat >/usr/local/lib/agent-probe', execFileSync('cat', [PROBE])));
  outputOf(prepared.root('chmod 755 /usr/local/lib/agent-probe && systemctl enable --quiet nftables.service'));
  return prepared;
}

export async function bootPrepared(prepared: Prepared): Promise<Machine> {
  const machine = await prepared.boot();
  for (const address of ADDRESSES) outputOf(machine.root(`ip address add ${address} dev lo`));
  return machine;
}

function unpack(prepared: Prepared, archive: Buffer): void {
  outputOf(prepared.root('tar -x -P --no-overwrite-dir -C /', archive));
}
