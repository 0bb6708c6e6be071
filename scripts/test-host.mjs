import { spawnSync } from 'node:child_process';
import { installPrograms } from './install-programs.mjs';

// Boots machines and asks them whether agents are held: `npm run test:host [-- --mutations N|all | --vm] [FILTER...]`. It needs root,
// and takes it with sudo where it may; a machine that does not boot is a failure. With --vm the machine is a virtual one, which asks
// what limits hold: it takes minutes, because nothing helps the processor.
const VM_PACKAGES = [
  ['qemu-system-x86_64', 'qemu-system-x86'],
  ['/bin/busybox', 'busybox-static'],
  ['cpio', 'cpio'],
  ['/usr/sbin/mkfs.ext4', 'e2fsprogs'],
];
const PACKAGES = [
  ['systemd-nspawn', 'systemd-container'],
  ['mmdebstrap', 'mmdebstrap'],
  ['/usr/share/keyrings/debian-archive-keyring.gpg', 'debian-archive-keyring'],
];

const args = process.argv.slice(2);
const place = args.indexOf('--mutations');
const mutations = place < 0 ? {} : { HOST_MUTATIONS: args.splice(place, 2)[1] ?? 'all' };
const isVirtual = args.includes('--vm');
const filters = args.filter((arg) => arg !== '--vm');

if (installPrograms('test:host', new Map(isVirtual ? [...PACKAGES, ...VM_PACKAGES] : PACKAGES))) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', isVirtual ? 'host-vm' : 'host', ...filters];
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n', '--preserve-env'];
  const [program, ...rest] = [...asRoot, process.execPath, ...vitest];
  const { status } = spawnSync(program, rest, { stdio: 'inherit', env: { ...process.env, ...mutations } });
  process.exitCode = status === 0 ? 0 : 1;
  if (status === null || (status !== 0 && process.getuid?.() !== 0))
    console.error('test:host needs root, or sudo without a password');
} else {
  process.exitCode = 1;
}
