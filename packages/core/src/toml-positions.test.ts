import { describe, expect, it } from 'vitest';
import type { KeyPath } from './diagnostic.js';
import { findNewerToml, tomlPositions, type Span } from './toml-positions.js';

const TEXT = `name = "reader" # the name
tags = [
  "a",
  "b",
]
permissions.edit.intent = "ask"
"quoted key" = { in.line = [1, { deep = 2 }] }

[permissions.bash]
intent = "ask"

[[accept]]
code = "dropped"

[[accept]]
[accept.more]
code = "narrowed"
`;

describe('places in a document', () => {
  const positions = tomlPositions(TEXT);
  const show = (span: Span | undefined): string | undefined => {
    if (span === undefined) return undefined;
    const line = TEXT.slice(0, span.start).split('\n').length;
    return `${line}: ${TEXT.slice(span.start, span.end).replaceAll('\n', ' ')}`;
  };

  it.each<[string, KeyPath, string | undefined, string | undefined]>([
    ['a key', ['name'], '1: name', '1: "reader"'],
    ['an array', ['tags'], '2: tags', '2: [   "a",   "b", ]'],
    ['an entry of an array', ['tags', 1], '4: "b"', '4: "b"'],
    ['a dotted key', ['permissions', 'edit', 'intent'], '6: intent', '6: "ask"'],
    ['a part of a dotted key', ['permissions', 'edit'], '6: edit', '6: edit'],
    ['a table named more than once', ['permissions'], '6: permissions', '6: permissions'],
    ['a header', ['permissions', 'bash'], '9: bash', '9: bash'],
    ['a key below a header', ['permissions', 'bash', 'intent'], '10: intent', '10: "ask"'],
    ['an inline table', ['quoted key'], '7: "quoted key"', '7: { in.line = [1, { deep = 2 }] }'],
    ['what is deep in one', ['quoted key', 'in', 'line', 1, 'deep'], '7: deep', '7: 2'],
    ['an array of tables', ['accept'], '12: accept', '12: accept'],
    ['its entries', ['accept', 0], '12: accept', '12: accept'],
    ['a key of an entry', ['accept', 0, 'code'], '13: code', '13: "dropped"'],
    ['a table of another entry', ['accept', 1, 'more', 'code'], '17: code', '17: "narrowed"'],
    ['what is not there: the nearest above', ['permissions', 'bash', 'rules', 3], '9: bash', '9: bash'],
    ['what has nothing above', ['nothing'], undefined, undefined],
    ['names of methods', ['__proto__', 'constructor'], undefined, undefined],
  ])('%s', (_, path, key, value) => {
    expect([show(positions.key(path)), show(positions.value(path))]).toEqual([key, value]);
  });

  it('are known in documents that only TOML 1.1 allows, and behind a byte order mark', () => {
    expect(tomlPositions('\uFEFFa = {\n  b = 10:00,\n}').value(['a', 'b'])).toEqual({ start: 13, end: 18 });
  });

  it('cost no more than the text for the deepest of paths', () => {
    const depth = 100_000;
    expect(tomlPositions(`a${'.a'.repeat(depth)} = 1`).key(['a', 'a'])).toEqual({ start: 2, end: 3 });
  });

  it('are none where the parser gives up', () => {
    expect(tomlPositions(`a = "${'x'.repeat(500_000)}"`).key(['a'])).toBeUndefined();
  });
});

describe('what is newer than TOML 1.0', () => {
  it.each([
    ['a = { b = 1, }', 'an inline table ends without a comma', 11],
    ['a = {\n  b = 1 }', 'an inline table ends on the line on which it begins', 8],
    ['a = "\\e"', 'it has no escape sequence \\e', 5],
    ['a = "\\x41"', 'it has no escape sequence \\x41', 5],
  ])('%s', (text, reason, offset) => {
    const [finding] = findNewerToml(text, 'agent.toml');
    expect([finding?.message, finding?.place]).toEqual([
      `this is not TOML 1.0: ${reason}`,
      expect.objectContaining({ offset }),
    ]);
  });

  it('is nothing of this', () => {
    expect(findNewerToml("a = { b = [\n 1,\n], c = '\\e' } # \\x41\n", 'agent.toml')).toEqual([]);
  });
});
