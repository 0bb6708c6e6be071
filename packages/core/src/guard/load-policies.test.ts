import { describe, expect, it } from 'vitest';
import { agentWith } from '../policy/agent-with.fixture.js';
import { loadPolicies } from './load-policies.js';
import { maxTurnsOf } from './policies.js';
import { serialisePolicies } from './serialise-policies.js';

const zoe = { ...agentWith({ bash: ['ask', 'git *:allow', 'a:b:deny'], mcp__x: ['deny'] }, 'zoe'), maxTurns: 7 };
const ada = agentWith({ '*': ['deny'], read: ['allow', '~/.ssh/**:deny'] }, 'ada');
const text = serialisePolicies([zoe, ada], { unattended: true });

const load = (document: string): ReturnType<typeof loadPolicies> => loadPolicies(() => document);

describe('the document of the policies', () => {
  it('is readable, sorted by name, and holds nothing but what guards need', () => {
    expect(text).toBe(`{
  "format": "canonry-policies",
  "version": 1,
  "unattended": true,
  "agents": [
    {
      "name": "ada",
      "permissions": [
        {
          "tool": "*",
          "intent": "deny",
          "rules": []
        },
        {
          "tool": "read",
          "intent": "allow",
          "rules": [
            "~/.ssh/**:deny"
          ]
        }
      ]
    },
    {
      "name": "zoe",
      "maxTurns": 7,
      "permissions": [
        {
          "tool": "bash",
          "intent": "ask",
          "rules": [
            "git *:allow",
            "a:b:deny"
          ]
        },
        {
          "tool": "mcp__x",
          "intent": "deny",
          "rules": []
        }
      ]
    }
  ]
}
`);
  });

  it('comes back as it was', () => {
    const { name, maxTurns, permissions } = zoe;
    expect(load(text)).toEqual({
      kind: 'policies',
      unattended: true,
      agents: [
        { name: 'ada', permissions: ada.permissions },
        { name, maxTurns, permissions },
      ],
    });
  });

  it('says how many turns an agent may take', () => {
    expect(['zoe', 'ada', 'nobody'].map((name) => maxTurnsOf(load(text), name))).toEqual([7, undefined, undefined]);
    expect(maxTurnsOf(load('{}'), 'zoe')).toBeUndefined();
  });
});

describe('a document that cannot be trusted is broken', () => {
  it('wherever it is cut', () => {
    const beginnings = Array.from({ length: text.trimEnd().length }, (_, length) => text.slice(0, length));
    expect(beginnings.filter((beginning) => load(beginning).kind !== 'broken')).toEqual([]);
  });

  it('if its file is missing', () => {
    const missing = loadPolicies(() => {
      throw new Error('ENOENT: no such file');
    });
    expect(missing).toEqual({ kind: 'broken', reason: 'they cannot be read (ENOENT: no such file)' });
  });

  it.each([
    ['another format', '"canonry-policies"', '"other"', 'they are not a canonry-policies document'],
    ['a later version', '"version": 1', '"version": 2', 'they are not of version 1, which this guard knows'],
    ['a version in words', '"version": 1', '"version": "1"', 'they are not of version 1, which this guard knows'],
    [
      'a key of a merge',
      '"unattended": true',
      '"unattended": true,\n  "unattended": false',
      'a key stands in them twice',
    ],
  ])('%s', (_, from, to, reason) => {
    expect(load(text.replace(from, to))).toEqual({ kind: 'broken', reason });
  });

  it.each([
    ['an unknown key', '"unattended": true', '"unattended": true, "until": 5'],
    ['an unknown key of an agent', '"maxTurns": 7', '"maxTurns": 7, "sandbox": true'],
    ['an unknown key of a policy', '"intent": "ask"', '"intent": "ask", "unless": "x"'],
    ['a missing key', '"intent": "ask",', ''],
    ['a word for a truth value', '"unattended": true', '"unattended": "yes"'],
    ['an unknown action as intent', '"intent": "ask"', '"intent": "never"'],
    ['an unknown action in a rule', 'git *:allow', 'git *:maybe'],
    ['a rule without action', 'git *:allow', 'git *'],
    ['a rule without pattern', 'git *:allow', ':allow'],
    ['a rule that is no text', '"git *:allow"', '5'],
    ['an unknown tool', '"tool": "bash"', '"tool": "Bash"'],
    ['rules of a tool that is about nothing', '"tool": "bash"', '"tool": "todo"'],
    ['a tool twice', '"tool": "mcp__x"', '"tool": "bash"'],
    ['an agent twice', '"name": "zoe"', '"name": "ada"'],
    ['an agent without name', '"name": "zoe"', '"name": ""'],
    ['no turn at all', '"maxTurns": 7', '"maxTurns": 0'],
    ['half a turn', '"maxTurns": 7', '"maxTurns": 7.5'],
    ['turns in words', '"maxTurns": 7', '"maxTurns": "7"'],
  ])('%s', (_, from, to) => {
    expect(text).toContain(from);
    const reason = 'they hold something that this guard does not know';
    expect(load(text.replace(from, to))).toEqual({ kind: 'broken', reason });
  });

  it.each(['', 'null', '[]', '5', '"canonry-policies"'])('%j', (document) => {
    expect(load(document).kind).toBe('broken');
  });
});
