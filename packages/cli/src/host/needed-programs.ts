import type { Host } from '@canonry/core';

/** What units, timers and rules of a host start, and the package that usually brings it. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['systemctl', 'systemd'],
  ['systemd-sysusers', 'systemd'],
  ['systemd-tmpfiles', 'systemd'],
  ['nft', 'nftables'],
  ['logrotate', 'logrotate'],
  ['chattr', 'e2fsprogs'],
  ['git', 'git'],
]);

const PACKAGES_OF_SSH: ReadonlyMap<string, string> = new Map([
  ['ssh-agent', 'openssh-client'],
  ['ssh-add', 'openssh-client'],
]);

export function programsFor({ accounts }: Host): readonly string[] {
  const needsSsh = accounts.some(({ ssh }) => ssh.enable);
  return [...PACKAGES.keys(), ...(needsSsh ? PACKAGES_OF_SSH.keys() : [])];
}

export function packageOf(program: string): string {
  return PACKAGES.get(program) ?? PACKAGES_OF_SSH.get(program) ?? program;
}
