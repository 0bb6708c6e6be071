import { describe, expect, it } from 'vitest';
import { checkPrompt, checkText } from './check-prompt.js';

const look = (prompt: string): unknown[] =>
  checkPrompt(prompt, { file: 'system-prompt.md' }).map(({ code, place }) =>
    place.kind === 'text' ? [code, place.offset] : [code],
  );

describe('a prompt', () => {
  it.each([
    ['plain', 'You answer.\n', []],
    ['letters and emoji that are joined', 'نمی\u200Cخواهم 👩\u200D💻\n', []],
    ['marks of right-to-left text', 'שלום\u200F!\n', []],
    ['the flag of a region', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}\n', []],
    ['empty', '', [['empty-prompt']]],
    ['blank', ' \n\t\u00A0', [['empty-prompt']]],
    ['only what nobody sees', '\uFEFF\u200B\u2060\n', [['empty-prompt']]],
    ['a byte order mark', '\uFEFFYou\n', [['text-byte-order-mark', 0]]],
    [
      'a second one',
      '\uFEFFYou\uFEFF\n',
      [
        ['text-byte-order-mark', 0],
        ['text-invisible', 4],
      ],
    ],
    [
      'everything, each once',
      'a\rb\r\u0007\u0007\u202E\u202E\u200B\u200B',
      [
        ['text-carriage-return', 1],
        ['text-control-character', 4],
        ['text-bidirectional', 6],
        ['text-invisible', 8],
      ],
    ],
    ['C1 control characters', 'a\u009B', [['text-control-character', 1]]],
    ['tag characters behind nothing', 'a\u{E0061}', [['text-invisible', 1]]],
    [
      'more tags than a flag has',
      '🏴\u{E0061}\u{E0061}\u{E0061}\u{E0061}\u{E0061}\u{E0061}\u{E0061}\u{E0061}',
      [['text-invisible', 16]],
    ],
  ])('%s', (_, prompt, expected) => {
    expect(look(prompt)).toEqual(expected);
  });

  it('counts carriage returns and names the first line', () => {
    const messages = ['a\nb\r\nc\r\n', 'a\r'].map((text) => checkText(text, { file: 'f' })[0]?.message);
    expect(messages).toEqual([
      'the text has 2 carriage returns, the first on line 2',
      'the text has one carriage return, the first on line 1',
    ]);
  });

  // Work that grows with the square of the length would take minutes here, and end at the limit of a test.
  it.each(['\r', '\u200D', ' ', '\u{E0061}', '🏴\u{E0061}', '\u00A0', 'x'])(
    'of a megabyte costs a moment, repeating %j',
    (part) => {
      expect(look(`🏴${part.repeat(500_000)}`)).toEqual(look(`🏴${part.repeat(500)}`));
    },
  );
});
