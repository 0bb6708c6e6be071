import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPOSITORY } from '../cli/installation.js';

const CACHE = join(REPOSITORY, 'node_modules/.cache/canonry-host');
const INIT = fileURLToPath(new URL('init.sh', import.meta.url));
/** In the order in which the kernel wants them: what it takes to see its disk. */
const MODULES = ['virtio_ring', 'virtio', 'virtio_pci_modern_dev', 'virtio_pci_legacy_dev', 'virtio_pci', 'virtio_blk'];
const LIMIT_SECONDS = 1200;
/** Of a file with holes. */
const DISK_BYTES = 2 * 1024 ** 3;

/** The kernel of Debian for virtual machines, unpacked: it is not installed on this machine. */
function kernel(): string {
  const meta = execFileSync('apt-cache', ['depends', 'linux-image-cloud-amd64'], { encoding: 'utf8' });
  const name = /Depends: (linux-image-\S+)/.exec(meta)?.[1];
  if (name === undefined)
    throw new Error('this machine knows no linux-image-cloud-amd64; it takes a Debian to fetch it');
  const directory = join(CACHE, name);
  if (existsSync(directory)) return directory;
  const unfinished = `${directory}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  execFileSync('apt-get', ['download', '-q', name], { cwd: unfinished, stdio: 'inherit' });
  const [archive = ''] = readdirSync(unfinished);
  execFileSync('dpkg-deb', ['-x', archive, '.'], { cwd: unfinished });
  rmSync(join(unfinished, archive));
  renameSync(unfinished, directory);
  return directory;
}

/** Boots a directory in QEMU, without any help of the processor, and returns what it said until it powered off. */
export function bootInQemu(root: string, work: string): string {
  const from = kernel();
  const [version = ''] = readdirSync(join(from, 'lib/modules'));
  execFileSync('cp', ['-a', join(from, 'lib/modules'), join(root, 'usr/lib/')]);
  execFileSync('chroot', [root, 'depmod', version]);
  const [disk, initrd, serial] = [join(work, 'disk'), join(work, 'initrd'), join(work, 'serial')];
  writeFileSync(disk, '');
  truncateSync(disk, DISK_BYTES);
  execFileSync('/usr/sbin/mkfs.ext4', ['-q', '-d', root, disk]);
  writeInitrd(initrd, join(from, 'lib/modules', version));
  const machine = '-accel tcg,thread=multi -cpu max -m 1536 -smp 2 -display none -no-reboot -nodefaults'.split(' ');
  const append =
    'console=ttyS0 root=/dev/vda rw panic=-1 quiet systemd.show_status=0 systemd.mask=serial-getty@ttyS0.service';
  machine.push('-serial', `file:${serial}`, '-append', append);
  machine.push('-kernel', join(from, `boot/vmlinuz-${version}`), '-initrd', initrd);
  machine.push('-drive', `file=${disk},if=none,id=disk,format=raw`, '-device', 'virtio-blk-pci,drive=disk');
  const { status, signal } = spawnSync('qemu-system-x86_64', machine, {
    stdio: 'inherit',
    timeout: LIMIT_SECONDS * 1000,
  });
  const said = existsSync(serial) ? readFileSync(serial, 'utf8').replaceAll('\r', '') : '';
  if (status !== 0) throw new Error(`the virtual machine did not power off (${signal ?? status}):\n${said}`);
  return said;
}

/** A root in memory that mounts the disk: a kernel for virtual machines has nothing of it built in. */
function writeInitrd(file: string, modules: string): void {
  const directory = `${file}.d`;
  for (const name of ['bin', 'modules', 'proc', 'sys', 'dev', 'newroot'])
    mkdirSync(join(directory, name), { recursive: true });
  copyFileSync('/bin/busybox', join(directory, 'bin/busybox'));
  for (const [index, name] of MODULES.entries()) {
    const found = execFileSync('find', [modules, '-name', `${name}.ko`], { encoding: 'utf8' }).trim();
    copyFileSync(found, join(directory, 'modules', `${index}-${name}.ko`));
  }
  copyFileSync(INIT, join(directory, 'init'));
  const cpio = execFileSync('sh', ['-c', 'find . | cpio --quiet -o -H newc | gzip -1'], {
    cwd: directory,
    maxBuffer: 64 * 1024 * 1024,
  });
  writeFileSync(file, cpio);
}
