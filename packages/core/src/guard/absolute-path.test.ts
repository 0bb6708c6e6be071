import { describe, expect, it } from 'vitest';
import { absoluteFrom, below, tidyPath } from './absolute-path.js';

describe('absolute paths', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['/a//b/./c/', '/a/b/c'],
    ['/a/../b', '/b'],
    ['/../../a', '/a'],
    ['/a/..', '/'],
    ['/', '/'],
    ['//', '/'],
    ['/a/...', '/a/...'],
  ])('%s is %s', (path, tidy) => {
    expect(tidyPath(path)).toBe(tidy);
  });

  it.each([
    ['/a', '/a', ''],
    ['/a', '/a/b/c', 'b/c'],
    ['/a', '/ab', undefined],
    ['/a', '/', undefined],
    ['/', '/a', 'a'],
    ['/', '/', ''],
  ])('below %s, %s is %j', (directory, path, inside) => {
    expect(below(directory, path)).toBe(inside);
  });

  it('begin where they say, or in the directory', () => {
    expect([absoluteFrom('/a', 'b/../c'), absoluteFrom('/a', '/b'), absoluteFrom('/a', '')]).toEqual([
      '/a/b/../c',
      '/b',
      '/a/',
    ]);
  });
});
