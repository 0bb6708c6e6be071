import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPOSITORY } from '../../cli/installation.js';
import { sealedSecrets } from './secrets.js';

export const INPUT = fileURLToPath(new URL('../input', import.meta.url));
const COMMAND = join(REPOSITORY, 'packages/cli/bin/canonry.js');

/** What the built command makes of the source of the test, with the public keys of this run: the files of a machine. */
export async function withRenderedTree<T>(use: (tree: string) => Promise<T>): Promise<T> {
  const source = mkdtempSync(join(tmpdir(), 'canonry-host-source-'));
  cpSync(INPUT, source, { recursive: true });
  const file = join(source, 'hosts/lab.toml');
  let text = readFileSync(file, 'utf8');
  for (const [name, key] of (await sealedSecrets()).publicKeys) text = text.replace(`@key of ${name}@`, key);
  writeFileSync(file, text);
  const tree = join(source, 'tree');
  execFileSync(process.execPath, [COMMAND, 'render', '-t', 'host', '--host', 'lab', '--out', tree], {
    cwd: source,
    stdio: 'pipe',
  });
  return use(tree).finally(() => rmSync(source, { recursive: true }));
}
