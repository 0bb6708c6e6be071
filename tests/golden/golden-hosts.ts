import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './cases.js';
import type { HostTree } from './host-rules/tree-rules.js';
import { isUpdating } from './update.js';

const GOLDEN = join(REPOSITORY, 'golden');

export interface GoldenHost {
  readonly input: string;
  readonly name: string;
  /** Where its files are, absolute. */
  readonly root: string;
  readonly tree: HostTree;
}

/** The hosts of all inputs that have any files, as golden/ has them. While that is being rewritten there are none. */
export function goldenHosts(): readonly GoldenHost[] {
  return isUpdating ? [] : readdirSync(GOLDEN).flatMap(hostsOf);
}

function hostsOf(input: string): readonly GoldenHost[] {
  const names = readdirSync(join(GOLDEN, input)).flatMap((file) => /^LINKS-host-(.+)\.txt$/.exec(file)?.[1] ?? []);
  return names.flatMap((name) => {
    const links = readFileSync(join(GOLDEN, input, `LINKS-host-${name}.txt`), 'utf8');
    const root = join(GOLDEN, input, 'host', name);
    return links === '' ? [] : [{ input, name: `${name} of ${input}`, root, tree: treeOf(root, links) }];
  });
}

function treeOf(root: string, links: string): HostTree {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return {
    files: new Map(files.map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')])),
    links: new Map(links.split('\n').filter((line) => line !== '').map(pairOf)),
  };
}

function pairOf(line: string): readonly [string, string] {
  const [path = '', destination = ''] = line.split(' -> ');
  return [path, destination];
}
