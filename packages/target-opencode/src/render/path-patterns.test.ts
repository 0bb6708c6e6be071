import { describe, expect, it } from 'vitest';
import { fromWorkTree } from './path-patterns.js';

describe('a pattern seen from a work tree', () => {
  it.each([
    ['/run/agenix/**', ['*../run/agenix/**', '*../agenix/**']],
    ['/etc/ssh/key', ['*../etc/ssh/key', '*../ssh/key', '*../key']],
    ['~/.ssh/**', ['*../.ssh/**', '*../*/.ssh/**']],
    ['$HOME/.ssh/id', ['*../.ssh/id', '*../id', '*../*/.ssh/id']],
    ['*.pem', ['*../*.pem']],
    ['*/secret/*', ['*../*/secret/*', '*../secret/*']],
    ['?etc/x', ['*../?etc/x', '*../etc/x', '*../x']],
    // A work tree may well lie inside of these.
    ['/home/**', ['*../home/**', '*../**', '*../*']],
    ['/home/me/*', ['*../home/me/*', '*../me/*', '*../*']],
    ['~/**', ['*../**', '*../*', '*../*/**']],
    ['/', ['*..*']],
  ])('%s', (pattern, expected) => {
    expect(fromWorkTree(pattern)).toEqual(expected);
  });
});
