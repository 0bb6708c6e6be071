import { describe, expect, it } from 'vitest';
import { addressForms } from './address.js';
import { agentWith } from './agent-with.fixture.js';
import { decideOperation } from './explain.js';

describe('an address', () => {
  it.each([
    ['https://example.com/a', undefined],
    ['HTTPS://Example.COM/A', 'https://example.com/A'],
    ['https://example.com:443/a', 'https://example.com/a'],
    ['http://example.com:443/a', undefined],
    ['https://user:word@example.com/a', 'https://example.com/a'],
    ['https://docs.example@evil.example/', 'https://evil.example/'],
    ['https://example.com./a', 'https://example.com/a'],
    ['https://exa%6Dple.com/%61%2f%2F%7e?q=%41%20', 'https://example.com/a%2F%2F~?q=A%20'],
    ['https://example.com/a/../b/%2e%2e/c', 'https://example.com/c'],
    ['https:\\\\example.com\\a', 'https://example.com/a'],
    [' https:example.com/\ta#part ', 'https://example.com/a'],
    ['https://example.com/a?', 'https://example.com/a'],
    ['https://127.1/', 'https://127.0.0.1/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://example.com', undefined],
    ['https://example.com/', undefined],
    ['example.com/a', undefined],
    ['file:///etc/passwd', undefined],
    ['', undefined],
  ])('%j has one plain spelling', (text, plain) => {
    expect(addressForms(text).plain).toBe(plain);
    if (plain !== undefined) expect(addressForms(plain).plain).toBeUndefined();
  });

  it('is near the one without its slash, and one with https', () => {
    expect(addressForms('http://example.com')).toEqual({
      near: ['http://example.com/', 'https://example.com/', 'https://example.com'],
    });
    expect(addressForms('https://example.com/')).toEqual({ near: ['https://example.com'] });
    expect(addressForms('https://example.com/a')).toEqual({ near: [] });
  });
});

describe('what is said about an address', () => {
  it.each([
    'http://in.example/a',
    'HTTPS://IN.example/a',
    'https://in.example:443/a',
    'http://in.example:80/a',
    'https://me@in.example/a',
    'https://in.example./a',
    'https://%69n.example/a',
    'https:in.example/a',
  ])('holds for %j', (address) => {
    expect(decisionOf(['allow', 'https://in.example/*:deny'], address)).toBe('deny');
  });

  it.each(['https://docs.example@evil.example/', 'https://docs.example\t.evil.example/'])(
    'does not open %j',
    (address) => {
      expect(decisionOf(['deny', 'https://docs.example*:allow'], 'https://docs.example/a')).toBe('allow');
      expect(decisionOf(['deny', 'https://docs.example/*:allow'], address)).toBe('deny');
      expect(decisionOf(['deny', 'https://docs.example@*:allow'], address)).toBe('deny');
    },
  );

  it('does not leave a directory that is allowed', () => {
    expect(decisionOf(['ask', 'https://x.example/open/*:allow'], 'https://x.example/open/%2e%2e/shut')).toBe('ask');
  });

  it('leaves what is allowed with http allowed', () => {
    expect(decisionOf(['ask', '*:deny', 'http://127.0.0.1:3000/*:allow'], 'http://127.0.0.1:3000/a')).toBe('allow');
    expect(decisionOf(['ask', 'https://x.example:allow'], 'https://x.example')).toBe('allow');
    expect(decisionOf(['allow', 'http://*:deny'], 'https://x.example/')).toBe('allow');
  });

  it('is about a host with and without the slash behind it', () => {
    expect(decisionOf(['allow', 'https://x.example:deny'], 'https://x.example/')).toBe('deny');
    expect(decisionOf(['allow', 'https://x.example/:deny'], 'https://x.example')).toBe('deny');
  });
});

function decisionOf(rules: readonly [string, ...string[]], address: string): string | null {
  return decideOperation(agentWith({ webfetch: rules }), 'webfetch', address).decision;
}
