import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { tomlArray, tomlKey, tomlString } from './toml.js';

describe('a TOML text', () => {
  it.each([
    ['plain', 'Answers questions', '"Answers questions"'],
    ['quotes and backslashes', '"\\', '"\\"\\\\"'],
    ['short escapes', '\b\t\n\f\r', '"\\b\\t\\n\\f\\r"'],
    ['other control characters, as TOML 1.0 has them', '\0\u001B\u007F', '"\\u0000\\u001B\\u007F"'],
    ['everything else as it is', 'über 😀 \u200B \u0085', '"über 😀 \u200B \u0085"'],
  ])('%s', (_, text, expected) => {
    expect(tomlString(text)).toBe(expected);
    expect(parse(`a = ${expected}`)).toEqual({ a: text });
  });
});

it('keys are quoted where they have to be', () => {
  expect(['bash', 'mcp__a-b', '*', '', 'a.b', 'ü'].map(tomlKey)).toEqual([
    'bash',
    'mcp__a-b',
    '"*"',
    '""',
    '"a.b"',
    '"ü"',
  ]);
});

it('arrays that would be long have one item a line', () => {
  expect(tomlArray([])).toBe('[]');
  expect(tomlArray(['a', 'b'])).toBe('["a", "b"]');
  expect(tomlArray(['a'.repeat(40), 'b'.repeat(40)])).toBe(`[\n  "${'a'.repeat(40)}",\n  "${'b'.repeat(40)}",\n]`);
  expect(tomlArray(['a'.repeat(90)])).toBe(`["${'a'.repeat(90)}"]`);
});
