import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from './cases.js';

const textOf = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');
const PLACES = ['bench', 'docs', 'examples', 'packages', 'scripts', 'tests'].flatMap((name) =>
  placesBelow(join(REPOSITORY, name)),
);
const CONTRIBUTING = textOf('CONTRIBUTING.md');

describe('what the documents for developers name', () => {
  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s: files that there are', (document) => {
    const named = [...textOf(document).matchAll(/`((?:[\w.*{},-]+\/)*[\w.*{},-]+\.(?:ts|mjs|nix))`/g)];
    const paths = named.flatMap(([, path = '']) => alternativesOf(path));
    expect(paths.length).toBeGreaterThan(4);
    expect(paths.filter((path) => !path.includes('NAME') && !PLACES.some(endsWith(path)))).toEqual([]);
  });

  it('every script of package.json', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => !new RegExp(`npm (?:run )?${name}(?![\\w:-])`).test(CONTRIBUTING))).toEqual(
      [],
    );
  });

  it('every dependency, and why; and none that is gone', () => {
    const manifests = ['package.json', ...PLACES.filter((path) => /^packages\/[^/]+\/package\.json$/.test(path))];
    const needed = new Set(manifests.flatMap(dependenciesOf).filter((name) => !name.startsWith('@canonry/')));
    const rows = CONTRIBUTING.slice(CONTRIBUTING.indexOf('## Dependencies')).matchAll(/^\| ([^|-][^|]*) \|/gm);
    const [, ...listed] = [...rows].map(([, names = '']) => names.replace(/ \(.*\)/, '').trim());
    expect(listed.flatMap((names) => names.split(', ')).toSorted()).toEqual([...needed].toSorted());
  });
});

function placesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : placesBelow(path);
    return [relative(REPOSITORY, path)];
  });
}

/** `a/{b,c}.ts` are two. */
function alternativesOf(path: string): readonly string[] {
  const [whole, before = '', inside = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [];
  return whole === undefined ? [path] : inside.split(',').map((one) => `${before}${one.trim()}${after}`);
}

/** The documents leave `packages/` and `src/` out. */
function endsWith(path: string): (place: string) => boolean {
  const pattern = path.split('*').map((part) => part.replaceAll(/[.]/g, String.raw`\.`)).join('[^/]*');
  const expression = new RegExp(`(?:^|/)${pattern}$`);
  return (place) => expression.test(place) || expression.test(place.replace('/src/', '/')) ;
}

function dependenciesOf(path: string): readonly string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(textOf(path)) as Partial<
    Record<'dependencies' | 'devDependencies', Record<string, string>>
  >;
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
}
