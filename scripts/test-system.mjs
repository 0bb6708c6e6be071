import { spawnSync } from 'node:child_process';
import { installPrograms } from './install-programs.mjs';

// Tests that need programs of the system: `npm run test:system [FILTER...]`.
const PACKAGES = new Map([
  ['nix', 'nix-bin'],
  ['shellcheck', 'shellcheck'],
  ['direnv', 'direnv'],
]);

if (installPrograms('test:system', PACKAGES)) {
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'system', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status === 0 ? 0 : 1;
} else {
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
