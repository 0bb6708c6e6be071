// publint for every package that npm would publish: what `npm pack` puts into a tarball must be what its exports name.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const packages = fileURLToPath(new URL('../packages', import.meta.url));
let problems = 0;
for (const name of readdirSync(packages)) {
  const pkgDir = join(packages, name);
  // Not all of them are for npm.
  if (!existsSync(join(pkgDir, 'package.json'))) continue;
  const { messages, pkg } = await publint({ pkgDir, strict: true, pack: 'npm' });
  for (const message of messages) console.error(`${pkg.name}: ${formatMessage(message, pkg)}`);
  problems += messages.length;
}
process.exitCode = problems === 0 ? 0 : 1;
