import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUARD_LIBRARY } from '@canonry/core/guard';
import { REPOSITORY } from '../cli/installation.js';
import { pack, PACKAGES, packageDirectory, temporaryDirectory, textIn } from './pack.js';

const directory = temporaryDirectory();
const tarballs = new Map(PACKAGES.map((name) => [name, pack(name, directory)] as const));
const LICENSE = readFileSync(join(REPOSITORY, 'LICENSE'), 'utf8');

interface Manifest {
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

describe.each([...tarballs])('what npm would publish of packages/%s', (name, packed) => {
  const manifest: Manifest = JSON.parse(readFileSync(join(packageDirectory(name), 'package.json'), 'utf8'));

  it('has the license, and a README that says what it is', () => {
    expect(textIn(packed, 'LICENSE')).toBe(LICENSE);
    expect(textIn(packed, 'README.md')).toContain('canonry');
  });

  it('runs nothing when it is installed', () => {
    const scripts = Object.keys(manifest.scripts ?? {});
    expect(scripts.filter((script) => /install|prepare|prepublish|postpack/.test(script))).toEqual([]);
  });

  it('pins everything that it needs, and our own packages to the same version', () => {
    const { version, dependencies = {} } = manifest;
    for (const [needed, range] of Object.entries(dependencies))
      expect([needed, range]).toEqual([
        needed,
        needed.startsWith('@canonry/') ? version : expect.stringMatching(/^\d+\.\d+\.\d+$/),
      ]);
  });

  it('holds no source, no test and nothing of this machine', () => {
    expect(packed.paths.filter((path) => /(?:^|\/)(?:src|node_modules)\/|\.test\.|\.fixture\./.test(path))).toEqual([]);
    for (const path of packed.paths.filter((one) => /\.(?:js|json|mjs)$/.test(one)))
      expect([path, textIn(packed, path).includes(REPOSITORY)]).toEqual([path, false]);
  });
});

describe('the command', () => {
  const packed = tarballs.get('cli') ?? expect.fail();

  it('is these files, and its code', () => {
    const [code, others] = [true, false].map((isCode) =>
      packed.paths.filter((path) => /^dist\/[\w-]+\.js$/.test(path) === isCode),
    );
    expect(others).toEqual([
      'LICENSE',
      'README.md',
      'bin/canonry.js',
      'dist/LICENSES.txt',
      'dist/canonry-guard.mjs',
      'package.json',
      'schema/list.schema.json',
    ]);
    expect(code).toEqual(expect.arrayContaining(['dist/canonry.js', 'dist/rendering.js']));
  });

  it('needs no other package', () => {
    const manifest: Record<string, unknown> = JSON.parse(textIn(packed, 'package.json'));
    expect([manifest['dependencies'], manifest['optionalDependencies'], manifest['peerDependencies']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('carries the guard library as the file that it renders', () => {
    expect(textIn(packed, 'dist/canonry-guard.mjs')).toBe(GUARD_LIBRARY);
    expect(textIn(packed, 'dist/canonry.js')).not.toContain('canonry-guard: decides');
  });

  it('is small enough to be fetched whenever it is called', () => {
    // CONTRIBUTING.md says what it is made of. More than this is a change that somebody should have noticed.
    expect(packed.size).toBeLessThan(375_000);
  });
});
