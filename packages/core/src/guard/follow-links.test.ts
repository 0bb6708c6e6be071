import { mkdirSync, mkdtempSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followLinks } from './follow-links.js';

const readlink = (path: string): string => readlinkSync(path);
const files = { realpath: (path: string) => realpathSync.native(path), readlink };
// This one takes `..` for what it seems to be.
const simpler = { realpath: (path: string) => realpathSync(path), readlink };
let root = '';

beforeAll(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), 'canonry-links-')));
  mkdirSync(join(root, 'project/src'), { recursive: true });
  mkdirSync(join(root, 'outside/deep'), { recursive: true });
  writeFileSync(join(root, 'outside/secret'), '');
  const links = {
    'project/to-file': '../outside/secret',
    'project/to-directory': `${root}/outside/deep`,
    'project/to-nothing': '../outside/new-file',
    'project/to-nothing-absolute': `${root}/outside/new-file`,
    'project/to-link-to-nothing': 'to-nothing',
    'project/to-nothing-in-a-link': 'to-directory/new-file',
    'project/loop': 'loop',
    // Every step of the first leads through two of the next.
    'project/fan-0': 'missing',
    ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`project/fan-${n + 1}`, `fan-${n}/../fan-${n}`])),
  };
  for (const [link, destination] of Object.entries(links)) symlinkSync(destination, join(root, link));
});

afterAll(() => rmSync(root, { recursive: true }));

describe('following links', () => {
  it.each([
    ['project/src', 'project/src'],
    ['project/src/', 'project/src'],
    ['project/src/new/file.ts', 'project/src/new/file.ts'],
    ['project/to-file', 'outside/secret'],
    ['project/to-directory/x/y', 'outside/deep/x/y'],
    ['project/src/../to-file', 'outside/secret'],
    ['project/to-nothing', 'outside/new-file'],
    ['project/to-nothing/', 'outside/new-file'],
    ['project/to-nothing-absolute', 'outside/new-file'],
    ['project/to-link-to-nothing', 'outside/new-file'],
    ['project/to-nothing-in-a-link', 'outside/deep/new-file'],
    ['project/to-directory/..', 'outside'],
    ['project/to-directory/../secret', 'outside/secret'],
    ['project/to-directory/../project/./x', 'outside/project/x'],
    ['project/missing/../to-file', 'outside/secret'],
    ['', ''],
  ])('%s leads to %s', (path, end) => {
    for (const given of [files, simpler])
      expect(followLinks(join(root, '/') + path, given)).toBe(end === '' ? root : `${root}/${end}`);
  });

  it('knows the root', () => {
    expect(followLinks('/', files)).toBe('/');
    expect(followLinks('/..', files)).toBe('/');
  });

  it.each(['loop', 'loop/x', 'fan-30'])('gives up on %s', (path) => {
    expect(() => followLinks(`${root}/project/${path}`, files)).toThrow('too many links in a path');
  });
});
