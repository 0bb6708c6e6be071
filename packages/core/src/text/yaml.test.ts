import * as yaml4 from 'js-yaml';
import * as yaml3 from 'js-yaml-3';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlLines, yamlString } from './yaml.js';

type Reader = (text: string) => unknown;

const READERS: readonly (readonly [string, Reader])[] = [
  ['js-yaml 3', (text) => yaml3.load(text)],
  ['js-yaml 4', (text) => yaml4.load(text)],
  ['yaml 2', (text) => parse(text) as unknown],
  ['a reader of YAML 1.1', (text) => parse(text, { version: '1.1' }) as unknown],
];

/** Texts that some reader takes for something else if they stand as they are. */
const TEXTS = [
  '',
  ' ',
  '*',
  '**',
  '*.env',
  '&a',
  '!tag',
  '? x',
  ': y',
  '- z',
  'a: b',
  'a #b',
  '#b',
  '"',
  "'",
  '\\',
  '\\n',
  '{{x}}',
  '$&',
  '%G',
  '@x',
  '`x`',
  '---',
  '...',
  'y',
  'no',
  'null',
  '~',
  '~/x',
  'true',
  '1',
  '0x10',
  '1:30',
  '1e3',
  '.inf',
  '2026-11-21',
  '<<',
  '=',
  '__proto__',
  'constructor',
  'a\nb',
  'a\r\nb',
  '\tx',
  'x ',
  '\u0000',
  '\u0007',
  '\u007F',
  '\u0085',
  '\u00A0',
  '\u00AD',
  '\u200B',
  '\u202E',
  '\u2028',
  '\u2029',
  '\uFEFF',
  '\uFFFE',
  'é',
  '日本',
  '😀',
  '\u{E0041}',
  'x'.repeat(1024),
  'x'.repeat(5000),
  '"'.repeat(600),
];

describe.each(READERS)('YAML as %s reads it', (_, read) => {
  it.each(TEXTS)('holds %j as a value', (text) => {
    expect(read(yamlLines(new Map([['a', text]])))).toEqual({ a: text });
  });

  it.each(TEXTS)('holds %j as a key', (text) => {
    expect(Object.entries(Object(read(yamlLines(new Map([[text, 'b']])))))).toEqual([[text, 'b']]);
  });

  it('keeps the order of keys, numbers and mappings in mappings', () => {
    const map = new Map<string, Map<string, string> | number>([
      ['on', new Map()],
      ['b', new Map([['z', '1']])],
      ['x'.repeat(2000), new Map([['*', 'ask']])],
      ['a', 7],
    ]);
    expect(JSON.stringify(read(yamlLines(map)))).toBe(
      `{"on":{},"b":{"z":"1"},"${'x'.repeat(2000)}":{"*":"ask"},"a":7}`,
    );
  });
});

it('is plain to people', () => {
  const map = new Map([['bash', new Map([['git push *', 'ask']])]]);
  expect(yamlLines(new Map([['permission', map]]))).toBe('permission:\n  bash:\n    "git push *": "ask"\n');
});

it('escapes what nobody sees', () => {
  expect(yamlString('a"b\\c\n\u2028\u{E0041} é😀')).toBe('"a\\"b\\\\c\\n\\u2028\\U000E0041 é😀"');
});
