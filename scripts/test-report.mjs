import { spawnSync } from 'node:child_process';
import { installPrograms } from './install-programs.mjs';

// Opens what `canonry report` makes in a real Chromium: `npm run test:report [FILTER...]`. Its pictures are left in
// node_modules/.cache/canonry-report, for people to look at. Where there is a Chrome already, as on Ubuntu, that does.
const isThere = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const browser = ['chromium', 'google-chrome'].find(isThere) ?? 'chromium';

if (installPrograms('test:report', new Map([[browser, 'chromium']]))) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'report', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, vitest, {
    stdio: 'inherit',
    env: { ...process.env, REPORT_BROWSER: browser },
  });
  process.exitCode = status === 0 ? 0 : 1;
} else {
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
