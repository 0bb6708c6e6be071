import { spawnSync } from 'node:child_process';

// Tests that need programs of the system: `npm run test:system [FILTER...]`. What is missing is installed with apt; what
// cannot be had is a failure, because a test that did not run proves nothing.
const PACKAGES = new Map([
  ['nix', 'nix-bin'],
  ['shellcheck', 'shellcheck'],
  ['direnv', 'direnv'],
  ['systemd-analyze', 'systemd'],
  ['nft', 'nftables'],
  ['logrotate', 'logrotate'],
  ['lsattr', 'e2fsprogs'],
  ['unshare', 'util-linux'],
]);

// Some of them have no --version: that they can be started is enough. Programs for root are not on every PATH.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin` };
const isThere = (program) => spawnSync(program, ['--version'], { stdio: 'ignore', env }).error === undefined;
const missing = () => [...PACKAGES.keys()].filter((program) => !isThere(program));

function install(packages) {
  const apt = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const run = (...args) => {
    const [program, ...rest] = [...apt, ...args];
    const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], env: quiet }).status === 0;
  };
  const attempt = () => run('install', '-y', '-q', '--no-install-recommends', ...packages);
  // The lists of packages may be old, or not there at all.
  return attempt() || (run('update', '-q') && attempt());
}

const wanted = missing();
if (wanted.length > 0) {
  console.log(`test:system installs ${wanted.join(', ')}`);
  install(wanted.map((program) => PACKAGES.get(program)));
}
const absent = missing();
if (absent.length > 0) {
  console.error(`test:system CANNOT RUN: ${absent.join(', ')} cannot be had here; install it by hand`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else {
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'system', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status === 0 ? 0 : 1;
}
