import { describe, expect, it } from 'vitest';
import { mayBeOutside, pathSubject } from './path-subject.js';

describe('a path as policies see it', () => {
  it.each([
    ['a/b', 'a/b', false],
    ['a/../b', 'b', false],
    ['a/./b/', 'a/b', false],
    ['a//b', 'a/b', false],
    ['...', '...', false],
    ['a/..', '.', false],
    ['.', '.', false],
    ['', '.', false],
    ['..', null, true],
    ['a/../../b', null, true],
    ['/', '/', true],
    ['/a', '/a', true],
    ['/a/../b', '/b', true],
    ['/../a', '/a', true],
    ['/..', '/', true],
    ['//a', '/a', true],
    ['~/a', '~/a', true],
    ['~/a/../b', '~/b', true],
    ['$HOME/./a', '~/a', true],
    ['~/..', null, true],
    ['~/a/../../b', null, true],
    ['./~/a', './~/a', false],
    ['a/../$HOME/b', './$HOME/b', false],
    ['~a/b', '~a/b', true],
  ])('%j is %j', (path, subject, isOutside) => {
    expect([pathSubject(path), mayBeOutside([{ kind: 'text', text: path }])]).toEqual([subject, isOutside]);
  });

  it('may be anywhere where a part of it is unknown', () => {
    expect(mayBeOutside([{ kind: 'text', text: 'src/' }, { kind: 'any' }])).toBe(true);
  });
});
