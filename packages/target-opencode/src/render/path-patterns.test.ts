import { describe, expect, it } from 'vitest';
import { fromWorkTree, insideWorkTree } from './path-patterns.js';

describe('a pattern seen from a work tree', () => {
  it.each([
    ['/run/agenix/**', ['*../run/agenix/**', '*../agenix/**']],
    ['/etc/ssh/key', ['*../etc/ssh/key', '*../ssh/key', '*../key']],
    ['~/.ssh/**', ['*../.ssh/**', '*../*/.ssh/**']],
    ['$HOME/.ssh/id', ['*../.ssh/id', '*../id', '*../*/.ssh/id']],
    ['*.pem', ['*../*.pem']],
    ['*/secret/*', ['*../*/secret/*', '*../secret/*']],
    ['?etc/x', ['*../?etc/x', '*../etc/x', '*../x']],
    // A work tree may well lie inside of these, but not inside of the directories of the system.
    ['/home/**', ['*../home/**', '*../**', '*../*']],
    ['/home/me/work/**', ['*../home/me/work/**', '*../me/work/**', '*../work/**', '*../**', '*../*']],
    ['~/work/*', ['*../work/*', '*../*', '*../*/work/*']],
    ['/var/www/*', ['*../var/www/*', '*../www/*', '*../*']],
    ['/usr/src/**', ['*../usr/src/**', '*../src/**', '*../**', '*../*']],
    ['/usr/share/**', ['*../usr/share/**', '*../share/**']],
    ['/home/me/*', ['*../home/me/*', '*../me/*', '*../*']],
    ['~/**', ['*../**', '*../*', '*../*/**']],
    ['/', ['*..*']],
  ])('%s', (pattern, expected) => {
    expect(fromWorkTree(pattern)).toEqual(expected);
  });
});

describe('a place inside of the work tree', () => {
  it.each([
    ['/srv/keys/id', ['srv/keys/id', 'keys/id', 'id']],
    ['~/.ssh/**', ['.ssh/**', '*/.ssh/**']],
    ['/home/me/**', ['home/me/**', 'me/**']],
    ['~/**', []],
    ['/', []],
    ['src/**', []],
  ])('%s', (pattern, expected) => {
    expect(insideWorkTree(pattern)).toEqual(expected);
  });
});
