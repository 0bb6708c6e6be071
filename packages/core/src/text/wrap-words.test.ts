import { expect, it } from 'vitest';
import { wrapWords } from './wrap-words.js';

const at = (columns: number, text: string): string => wrapWords(text, { columns, taken: 2, indent: '  ' });

it('breaks a text between words, where a line is full', () => {
  expect(at(9, 'aaa bbb ccc')).toBe('aaa bbb\n  ccc');
  expect(at(9, 'aaa bbbbbbbbbb ccc')).toBe('aaa\n  bbbbbbbbbb\n  ccc');
  expect(at(9, '工具 工具')).toBe('工具\n  工具');
  expect(at(Number.POSITIVE_INFINITY, 'aaa bbb\n    ccc')).toBe('aaa bbb\n    ccc');
});

it('begins lines anew where the text does, and shows what belongs to them', () => {
  expect(at(14, 'aaa bbb:\n    one two three\n    four')).toBe('aaa bbb:\n    one two\n      three\n    four');
});
