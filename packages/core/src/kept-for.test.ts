import { describe, expect, it } from 'vitest';
import { keptFor } from './kept-for.js';

describe('what is kept for an object', () => {
  it('is computed once for each object and key', () => {
    const kept = keptFor<string>();
    const [one, other] = [{}, {}];
    const computed: string[] = [];
    const ask = (owner: object, text: string, key?: string): string =>
      kept(
        owner,
        () => {
          computed.push(text);
          return text;
        },
        key,
      );
    expect([ask(one, 'a'), ask(one, 'b'), ask(one, 'c', 'key'), ask(one, 'd', 'key'), ask(other, 'e')]).toEqual([
      'a',
      'a',
      'c',
      'c',
      'e',
    ]);
    expect(computed).toEqual(['a', 'c', 'e']);
  });
});
