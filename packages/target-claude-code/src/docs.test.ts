import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const CONFORMANCE = new URL('tests/conformance/claude-code/', ROOT);
const page = readFileSync(new URL('docs/targets/claude-code.md', ROOT), 'utf8');

it('names every table of measured cases behind what it shows', () => {
  const tables = readdirSync(new URL('measured/', CONFORMANCE)).map((file) => file.replace('.json', ''));
  const named = new Set([...page.matchAll(/`([\w-]+)`/g)].map(([, name]) => name));
  expect(tables.filter((table) => !named.has(table))).toEqual([]);
});

it('names tests that are there', () => {
  const files = [...page.matchAll(/`([\w-]+\.test\.ts)`/g)].map(([, file]) => file ?? '');
  const known = readdirSync(CONFORMANCE);
  expect([files.length > 5, files.filter((file) => !known.includes(file))]).toEqual([true, []]);
});

it('names the lines about guards as their tests are called', () => {
  const tests = readFileSync(new URL('guard-limits.test.ts', CONFORMANCE), 'utf8');
  const section = page.slice(page.indexOf('## With a guard'), page.indexOf('## The way back'));
  const names = [...section.matchAll(/\b_([^_]+)_\b/g)].map(([, name = '']) => name.replaceAll(/\s+/g, ' '));
  expect([names.length > 8, names.filter((name) => !tests.includes(name))]).toEqual([true, []]);
});
