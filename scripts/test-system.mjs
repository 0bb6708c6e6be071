import { spawnSync } from 'node:child_process';
import { installPrograms } from './install-programs.mjs';

// Tests that need programs of the system: `npm run test:system [FILTER...]`.
const PACKAGES = new Map([
  ['nix', 'nix-bin'],
  ['shellcheck', 'shellcheck'],
  ['direnv', 'direnv'],
  ['systemd-analyze', 'systemd'],
  ['nft', 'nftables'],
  ['logrotate', 'logrotate'],
  ['lsattr', 'e2fsprogs'],
  ['unshare', 'util-linux'],
  ['script', 'bsdutils'],
  ['zsh', 'zsh'],
  ['fish', 'fish'],
]);

if (installPrograms('test:system', PACKAGES)) {
  const args = ['vitest', 'run', '--project', 'system', ...process.argv.slice(2)];
  process.exitCode = spawnSync('npx', args, { stdio: 'inherit' }).status === 0 ? 0 : 1;
} else {
  process.exitCode = 1;
}
