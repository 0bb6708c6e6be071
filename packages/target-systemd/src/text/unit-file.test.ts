import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitCommand, unitPath, unitValue, unitWord } from './unit-file.js';

/** How systemd reads a line of words: quotes and backslashes first, then specifiers. Written once more, from its manual. */
function readWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"') {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (character === '\\') {
      at += 1;
      word = `${word ?? ''}${line.charAt(at)}`;
    } else if (character === ' ' && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${character}`;
  }
  if (word !== undefined) words.push(word);
  return words.map((one) => one.replaceAll('%%', '\u0000').replaceAll(/%./g, 'SPECIFIER').replaceAll('\u0000', '%'));
}

const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(text));

describe('in a unit file', () => {
  it.each([
    ['plain', 'plain'],
    ['/usr/bin/a.b', '/usr/bin/a.b'],
    ['', '""'],
    ['two words', '"two words"'],
    ['50%', '50%%'],
    ['%n', '%%n'],
    ['say "hi"', '"say \\"hi\\""'],
    ["it's", '"it\'s"'],
    ['back\\slash', '"back\\\\slash"'],
    [';', '";"'],
    ['$HOME', '"$HOME"'],
    ['#', '"#"'],
    ['ümlaut', '"ümlaut"'],
  ])('the word %j is %s', (word, expected) => {
    expect(unitWord(word)).toBe(expected);
  });

  it('whatever the words of a command are, systemd reads these words and no others', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (words) => {
        const command = unitCommand(['/usr/bin/program', ...words]);
        expect(command.startsWith(':/usr/bin/program')).toBe(true);
        expect(readWords(command.slice(1))).toEqual(['/usr/bin/program', ...words]);
      }),
    );
  });

  it('a value is one line without specifiers', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const made = tryTo(() => unitValue(text));
        expect(
          made === undefined ||
            (!/[\n\r]/.test(made) && !made.endsWith('\\') && !/%(?!%)/.test(made.replaceAll('%%', ''))),
        ).toBe(true);
      }),
    );
    expect(unitValue('100% of %n')).toBe('100%% of %%n');
  });

  it.each(['a\nExecStart=/bin/sh', 'a\r', 'a\u0000', 'a\u2028b', 'ends in \\'])('nothing is made of %j', (text) => {
    expect(() => unitValue(text)).toThrow();
  });

  it.each(['', 'sh', '+/bin/sh', '-/bin/sh', '@/bin/sh', '/bin/sh;', '/bin/a b', '/bin/$X', '/bin/%n'])(
    '%j is no program',
    (program) => {
      expect(() => unitCommand([program])).toThrow('no path of a program');
    },
  );

  it.each(['', 'home', '/a b', '/a:b', '/a%h', '/a"b', '/a\\b', '/a\nb'])('%j is no path of a list', (path) => {
    expect(() => unitPath(path)).toThrow('no plain path');
  });
});

function tryTo(make: () => string): string | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
