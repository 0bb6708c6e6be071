import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.js';

const decode = (...bytes: number[]): unknown => {
  const result = decodeText(Uint8Array.from(bytes), { file: 'f' });
  return typeof result === 'string' ? result : [result.message, result.place];
};
const at = (line: number, column: number): object => ({ kind: 'position', line, column });

describe('bytes of a text', () => {
  it.each([
    ['nothing', [], ''],
    ['every length of a sequence', [0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], 'Aé€😀'],
    ['a byte order mark, kept', [0xef, 0xbb, 0xbf, 0x41], '\uFEFFA'],
    ['carriage returns, kept', [0x0d, 0x0a, 0x0d], '\r\n\r'],
    [
      'the edges of what can be encoded',
      [0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf],
      '\uD7FF\uE000\u{10FFFF}',
    ],
  ])('%s', (_, bytes, text) => {
    expect(decode(...bytes)).toBe(text);
  });
});

describe('bytes of no text', () => {
  it.each([
    ['Latin-1', [0x61, 0x0a, 0xc3, 0xa9, 0xe9, 0x20], '0xE9 at offset 4', at(2, 2)],
    ['a sequence that ends too early', [0xe2, 0x82], '0xE2 at offset 0', at(1, 1)],
    ['a sequence without beginning', [0x41, 0x80], '0x80 at offset 1', at(1, 2)],
    ['a longer form than needed', [0xc0, 0xaf], '0xC0 at offset 0', at(1, 1)],
    ['a longer form of three', [0xe0, 0x9f, 0xbf], '0xE0 at offset 0', at(1, 1)],
    ['half of a pair', [0xed, 0xa0, 0x80], '0xED at offset 0', at(1, 1)],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '0xF4 at offset 0', at(1, 1)],
    ['bytes that never occur', [0xff, 0xfe, 0x41], '0xFF at offset 0', at(1, 1)],
  ])('%s', (_, bytes, what, place) => {
    expect(decode(...bytes)).toEqual([`byte ${what} is not UTF-8`, place]);
  });

  it('NUL, also behind broken bytes, counted in units of an editor', () => {
    expect(decode(0xf0, 0x9f, 0x98, 0x80, 0xff, 0x00)).toEqual(['there is a NUL byte at offset 5', at(1, 4)]);
  });
});
