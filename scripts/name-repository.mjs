// Writes into every package where it is built: `node scripts/name-repository.mjs URL`. npm publishes with provenance only
// what names the repository it comes from, and a fork has another one.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [url] = process.argv.slice(2);
if (url === undefined || !/^https:\/\/[^\s/]+\/[^\s/]+\/[^\s/]+$/.test(url))
  throw new Error('usage: name-repository.mjs https://HOST/OWNER/NAME');
for (const name of readdirSync('packages')) {
  const file = join('packages', name, 'package.json');
  if (!existsSync(file)) continue;
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const repository = { type: 'git', url: `git+${url}.git`, directory: `packages/${name}` };
  writeFileSync(file, `${JSON.stringify({ ...manifest, repository }, null, 2)}\n`);
}
