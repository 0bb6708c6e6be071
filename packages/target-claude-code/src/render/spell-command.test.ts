import { describe, expect, it } from 'vitest';
import { allowingCommands, denyingCommands, holdingCommands } from './spell-command.js';

const texts = (rules: ReturnType<typeof allowingCommands>): readonly string[] => rules.map(({ text }) => text);

describe('a pattern that opens commands', () => {
  it.each([
    ['git status *', ['Bash(git status *)']],
    ['git push*', ['Bash(git push*)']],
    ['mytool * main', ['Bash(mytool * main)']],
    ['mytool a * b *', ['Bash(mytool a * b)', 'Bash(mytool a * b *)']],
    ['mytool * *', ['Bash(mytool **)', 'Bash(mytool * *)']],
    ['mytool a:* *', []],
    ['*', ['Bash']],
    ['rm ?', []],
    ['* install', []],
    ['git*', []],
    ['X=1 ls', []],
    ['echo $(x)', []],
    ['a && b', []],
    ['npm run test:*', []],
    ['npm run  x', []],
    ['git **', []],
  ])('%s', (pattern, expected) => {
    expect(texts(allowingCommands(pattern))).toEqual(expected);
  });
});

describe('a pattern that holds commands back', () => {
  it.each([
    ['git push --force*', ['Bash(git push --force*)']],
    ['rm ?', ['Bash(rm *)']],
    ['echo (*', ['Bash(echo *)']],
    ['git commit:*', ['Bash(git commit*)']],
    [':?:?', ['Bash']],
    ['a:?:*', ['Bash(a*)']],
    ['a  b', ['Bash(a*b)']],
    ['a\tb', ['Bash(a*b)']],
    ['?', ['Bash']],
    ['? ?', ['Bash']],
    [':( *', ['Bash']],
    ['* * *', ['Bash(* *)', 'Bash(* * *)']],
    ['a * *', ['Bash(a **)', 'Bash(a * *)']],
  ])('%s', (pattern, expected) => {
    expect(texts(holdingCommands(pattern))).toEqual(expected);
  });

  it.each([
    ['git *', ['git *']],
    ['* * *', ['* **', '* * **']],
    ['a * *', ['a **', 'a * **']],
    ['* b *', ['* b', '* b **']],
  ])('of %s wants the blanks that Claude Code wants', (pattern, expected) => {
    expect(holdingCommands(pattern).flatMap(({ meant }) => meant)).toEqual(expected);
  });

  it('never denies all of Bash', () => {
    expect(texts(denyingCommands('?'))).toEqual([]);
  });
});
