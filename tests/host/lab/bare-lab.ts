import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../../cli/installation.js';
import { PAIRS } from './agents.js';
import { outputOf } from './assertion.js';
import { bootPrepared, prepareLab } from './boot-lab.js';
import type { Machine, Result } from './machine.js';
import { INPUT } from './rendered-tree.js';

const COMMAND = join(REPOSITORY, 'packages/cli');
const SOURCE = '/root/agents';

/** A machine that has the command, the source of the test without keys, and the secrets that people bring; and no agent. */
export async function bootBareLab(): Promise<Machine> {
  const prepared = await prepareLab([
    `--bind-ro=${process.execPath}:/usr/local/bin/node`,
    `--bind-ro=${COMMAND}:/usr/local/lib/canonry`,
  ]);
  outputOf(prepared.root('rm /etc/credstore.encrypted/*-ssh-*'));
  const source = execFileSync('tar', ['-C', INPUT, '--owner=0', '--group=0', '-c', '.']);
  outputOf(prepared.root(`mkdir ${SOURCE} && tar -x -C ${SOURCE}`, source));
  for (const [{ name }] of PAIRS)
    outputOf(prepared.root(`sed -i 's/, public_key = "@key of ${name}@"//' ${HOST_FILE}`));
  return bootPrepared(prepared);
}

export function canonry(host: Machine, ...args: readonly string[]): Result {
  return host.root(`cd ${SOURCE} && node /usr/local/lib/canonry/bin/canonry.js ${args.join(' ')}`);
}

/** Writes each key that was printed where a person would. */
export function writePublicKeys(host: Machine, keys: readonly string[]): void {
  for (const [index, [{ name }]] of PAIRS.entries()) {
    const table = `/^\\[agents.${name}\\]/,/^\\[agents/`;
    outputOf(
      host.root(`sed -i '${table} s|^ssh = .*|ssh = { enable = true, public_key = "${keys[index]}" }|' ${HOST_FILE}`),
    );
  }
}

const HOST_FILE = `${SOURCE}/hosts/lab.toml`;
