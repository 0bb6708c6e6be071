import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Programs for root are not on every PATH.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin` };

/**
 * Installs with apt what is missing of `packages`, a map from programs (or absolute paths of files) to the packages that have
 * them. False where something cannot be had: that is a failure, because a test that did not run proves nothing.
 */
export function installPrograms(title, packages) {
  const missing = () => [...packages.keys()].filter((program) => !isThere(program));
  const wanted = missing();
  if (wanted.length > 0) {
    console.log(`${title} installs ${wanted.join(', ')}`);
    install(wanted.map((program) => packages.get(program)));
  }
  const absent = missing();
  if (absent.length === 0) return true;
  console.error(`${title} CANNOT RUN: ${absent.join(', ')} cannot be had here; install it by hand`);
  console.log('0 passed, 1 failed');
  return false;
}

/** Some programs have no --version: that they can be started is enough. */
function isThere(program) {
  return program.startsWith('/')
    ? existsSync(program)
    : spawnSync(program, ['--version'], { stdio: 'ignore', env }).error === undefined;
}

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
