import { describe, expect, it } from 'vitest';
import { findCollisions, whyNotBelowRoot, whyNotPortable } from './portable-path.js';

describe('a path that someone wrote', () => {
  it.each([
    ['agents', undefined],
    ['languages/nix', undefined],
    ['a..b/...', undefined],
    ['', 'it is empty'],
    ['x'.repeat(201), 'it is longer than 200 characters'],
    ['a\nb', 'it holds a control character'],
    ['a\\b', 'it holds a backslash; paths are written with /'],
    ['/etc', 'it is an absolute path'],
    ['~/rules', 'it is an absolute path'],
    ['C:rules', 'it is an absolute path'],
    ['a/../b', 'it leads out of the source root'],
    ['a//b', 'it has an empty part'],
    ['a/', 'it has an empty part'],
    ['./a', 'it has a part that is only a dot'],
    ['a/Con.md', 'it is a device name on Windows'],
  ])('%j', (path, reason) => {
    expect(whyNotBelowRoot(path)).toBe(reason);
  });
});

describe('the name of a file', () => {
  it.each([
    ['skills/a/SKILL.md', undefined],
    ['a/console.md', undefined],
    ['a/ü.md', undefined],
    ['a/caf\uFFFD', 'its name is not UTF-8'],
    ['a/\u007F', 'it holds a control character'],
    ['a/b?', 'Windows allows no ? in names'],
    ['a /b', 'Windows drops a dot or space at the end of a name'],
    ['a/lpt1.txt', 'it is a device name on Windows'],
  ])('%j', (path, reason) => {
    expect(whyNotPortable(path)).toBe(reason);
  });
});

describe('paths that are one elsewhere', () => {
  it.each([
    ['case', ['Form.md', 'form.md'], [['form.md', 'Form.md']]],
    ['Unicode', ['\u00E4.md', 'a\u0308.md'], [['a\u0308.md', '\u00E4.md']]],
    ['letters that grow', ['straße', 'STRASSE'], [['STRASSE', 'straße']]],
    ['a file and a directory', ['a', 'A/b'], [['A', 'a']]],
    ['two directories, told once', ['A/x', 'A/y', 'a/x', 'a/z'], [['a', 'A']]],
    [
      'three files',
      ['a', 'A', 'á', 'Á'],
      [
        ['A', 'a'],
        ['Á', 'á'],
      ],
    ],
    ['none', ['a', 'b', 'a/b', 'a', '__proto__', 'constructor'], []],
  ])('%s', (_, paths, expected) => {
    expect(findCollisions(paths).map(({ path, other }) => [path, other])).toEqual(expected);
  });
});
