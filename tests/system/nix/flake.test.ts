import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../cli/installation.js';
import { flakeValue, nix, STUB_INPUT } from './nix.js';

/** Every Nix file of the repository. */
const FILES = ['.', 'packages/nix', 'tests/nix', 'examples']
  .flatMap((directory) =>
    readdirSync(join(REPOSITORY, directory), { recursive: directory !== '.', encoding: 'utf8' }).map((name) =>
      join(directory, name),
    ),
  )
  .filter((path) => path.endsWith('.nix') && !path.includes('node_modules'));

describe('the Nix files', () => {
  it('are there', () => expect(FILES.length).toBeGreaterThan(10));

  it.each(FILES)('%s parses', (path) => {
    expect(nix('nix-instantiate', ['--parse', path])).toMatchObject({ code: 0 });
  });

  it.each(FILES)('%s is laid out plainly', (path) => {
    const text = readFileSync(join(REPOSITORY, path), 'utf8');
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    expect(text).not.toMatch(/\t| \n/);
  });
});

describe('the flake', () => {
  it('is sound, without a network', () => {
    const { code, stderr } = nix('nix', ['flake', 'check', '--no-build', ...STUB_INPUT]);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  });

  it('loads the six agents of this repository', () => {
    const names = ['apollo', 'athena', 'calliope', 'chiron', 'chiron-forge', 'hermes'];
    expect(flakeValue('lib.loadAgents')).toMatchObject(Object.fromEntries(names.map((name) => [name, { name }])));
  });
});
