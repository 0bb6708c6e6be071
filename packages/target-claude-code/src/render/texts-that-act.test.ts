import { expect, it } from 'vitest';
import { commandsIn, commentsIn, filesIn, importsIn, type Spot } from './texts-that-act.js';

// Each was measured on the program: what it does not obey stands here with nothing behind it.

const texts = (spots: readonly Spot[]): readonly string[] => spots.map(({ text }) => text);

it.each([
  ['a !`mytool x` b', ['!`mytool x`']],
  ['`` !`mytool` ``', ['!`mytool`']],
  ['!`two', ['!`two']],
  ['  ```!\n  mytool\n  ```', ['```!']],
  ['```!bash', ['```!bash']],
  ['``` !', []],
  ['a!`mytool`', []],
  ['(!`mytool`)', []],
  ['\\!`mytool`', []],
])('commands in %j: %j', (text, expected) => {
  expect(texts(commandsIn(text))).toEqual(expected);
});

it.each([
  ['see @docs/d.', ['docs/d']],
  ['@"a b" and\n\t@~/x', ['"a b"', '~/x']],
  ['`x @docs/d`', ['docs/d']],
  ['```\n@docs/d\n```', ['docs/d']],
  ['see @$ARGUMENTS', ['$ARGUMENTS']],
  ['`@docs/d` "@docs/d" (@docs/d) x@docs/d _@docs/d **@docs/d** \\@docs/d', []],
])('files that a skill reads in %j: %j', (text, expected) => {
  expect(texts(filesIn(text))).toEqual(expected);
});

it.each([
  ['see @../../../../docs/d', ['../../../../docs/d']],
  ['**@/etc/x** _@~/x_ [@../../x](y) <b>@../../x</b> | @../../x |', ['/etc/x', '~/x', '../../x', '../../x', '../../x']],
  ['@./../../x', ['./../../x']],
  ['@a/../../../x', ['a/../../../x']],
  ['@types/node and @somebody, @../context/x.md', []],
  ['`@/etc/x` \\@/etc/x "@/etc/x" (@/etc/x) me@/etc/x', []],
  ['~~~\n@/etc/x\n~~~', []],
])('files that a coding rule imports in %j: %j', (text, expected) => {
  expect(texts(importsIn(text, 'rules/style'))).toEqual(expected);
});

it('knows how deep a coding rule stands', () => {
  expect(texts(importsIn('@../../../x and @../../x', 'rules/languages/typescript'))).toEqual(['../../../x']);
});

it('says where they stand', () => {
  expect(filesIn('a\nsee @x')).toEqual([{ line: 2, column: 5, text: 'x' }]);
});

it.each([
  ['<!-- x --> y', 1],
  ['a\n   <!--\nb -->', 1],
  ['a <!-- b -->', 0],
  ['```\n<!-- x -->\n```', 0],
])('comments in %j: %j', (text, count) => {
  expect(commentsIn(text)).toHaveLength(count);
});
