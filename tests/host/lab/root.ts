import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../cli/installation.js';

const SUITE = 'bookworm';
const PACKAGES = [
  'systemd systemd-sysv libpam-systemd libnss-systemd dbus dbus-user-session kmod',
  'nftables iproute2 ncat logrotate e2fsprogs sudo procps acl jq git openssh-server openssh-client',
  // What the Node that runs this test is linked with: it is lent to the machine, for the command.
  'libstdc++6 libatomic1',
].join(' ');
// Secrets are sealed for a machine: all that are booted from this root are the same one.
const MACHINE_ID = '0123456789abcdef0123456789abcdef';
const KEY = createHash('sha256')
  .update(JSON.stringify([SUITE, PACKAGES, MACHINE_ID]))
  .digest('hex')
  .slice(0, 12);

/** The directory of a small Debian that boots: built once, kept until the list of packages changes, never written to. */
export function baseRoot(): string {
  const root = join(REPOSITORY, 'node_modules/.cache/canonry-host', KEY);
  if (existsSync(root)) return root;
  const unfinished = `${root}.${process.pid}`;
  mkdirSync(join(unfinished, '..'), { recursive: true });
  const { status } = spawnSync(
    'mmdebstrap',
    ['--quiet', '--variant=minbase', '--mode=root', `--include=${PACKAGES.replaceAll(' ', ',')}`, SUITE, unfinished],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`mmdebstrap could not build a Debian ${SUITE}: what it printed says why`);
  }
  writeFileSync(join(unfinished, 'etc/machine-id'), `${MACHINE_ID}\n`);
  try {
    renameSync(unfinished, root);
  } catch (error) {
    // Another run was faster.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(root)) throw error;
  }
  return root;
}
