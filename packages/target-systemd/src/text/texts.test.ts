import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountComment, alloyString, configField, logrotatePath } from './config-lines.js';
import { nftName, nftNetwork, nftString } from './nft.js';
import { sliceName } from './slice-name.js';

const agentName = fc.stringMatching(/^[a-z][a-z0-9-]{0,24}$/);

describe('a field of sysusers.d or tmpfiles.d', () => {
  it.each([
    ['/home/agent-x', '/home/agent-x'],
    ['Research Agent', '"Research Agent"'],
    ['-', '"-"'],
    ['', '""'],
    ['100%', '100%%'],
    ['"%m" \\', '"\\"%%m\\" \\\\"'],
    ['# no comment', '"# no comment"'],
  ])('%j is %s', (text, expected) => {
    expect(configField(text)).toBe(expected);
  });

  it('is one line, and the comment of an account has no colon', () => {
    expect(() => configField('a\nu root 0')).toThrow('not one line');
    expect(() => accountComment('x:0:0')).toThrow('a colon');
  });
});

describe('in rules of nft', () => {
  it.each(['ip', 'log', 'accept', 'x'])('the name %s is no word of its own', (name) => {
    expect(nftName(name)).toBe(`agent_${name}`);
  });

  it('two agents never have one name, nor one slice', () => {
    fc.assert(
      fc.property(agentName, agentName, (one, other) => {
        expect(nftName(one) === nftName(other)).toBe(one === other);
        expect(sliceName(one) === sliceName(other)).toBe(one === other);
        expect(nftName(one)).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(sliceName(one)).toMatch(/^agents-[a-z0-9_]+\.slice$/);
      }),
    );
  });

  it.each([() => nftName('a b'), () => nftName('a_b'), () => nftString('a"b'), () => nftString('a\nb')])(
    'what cannot be said is not made: %s',
    (make) => {
      expect(make).toThrow();
    },
  );

  it.each(['10.0.0.0/8; accept', 'example.org', '', '@set', '1.1.1.1 tcp'])('%j is no network', (network) => {
    expect(() => nftNetwork(network)).toThrow('no network');
  });
});

it('a path of logrotate is no pattern', () => {
  expect(logrotatePath('/var/log/agent-x/audit.jsonl')).toBe('"/var/log/agent-x/audit.jsonl"');
  for (const path of ['/var/log/*', '/a b', '/a"{', '/a\nb', 'a']) expect(() => logrotatePath(path)).toThrow();
});

it('a string of Alloy is read back as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(text)),
      (text) => {
        expect(JSON.parse(alloyString(text))).toBe(text);
      },
    ),
  );
});
