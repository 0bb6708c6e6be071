import { expect, it } from 'vitest';
import { trust } from './trust.js';

function trusted(text: string, workTree?: string): boolean {
  const records = new Map([['.claude.json', { bytes: new TextEncoder().encode(text), executable: false }]]);
  return trust.isTrusted(records, '/w/p', workTree);
}

it.each([
  ['{"projects":{"/w/p":{"hasTrustDialogAccepted":true}}}', undefined, true],
  ['{"projects":{"/w/p":{"hasTrustDialogAccepted":true}}}', '/w', false],
  ['{"projects":{"/w":{"hasTrustDialogAccepted":true}}}', '/w', true],
  ['{"projects":{"/w":{"hasTrustDialogAccepted":true}}}', undefined, false],
  ['{"projects":{"/w/p":{"hasTrustDialogAccepted":"true"}}}', undefined, false],
  ['{"projects":{"/w/p":{}}}', undefined, false],
  ['{"projects":{"__proto__":{"hasTrustDialogAccepted":true}}}', undefined, false],
  ['{"projects":[]}', undefined, false],
  ['{', undefined, false],
])('reads %s (work tree %s): %s', (text, workTree, expected) => {
  expect(trusted(text, workTree)).toBe(expected);
});

it('trusts nothing without a record', () => {
  expect(trust.isTrusted(new Map(), '/w/p')).toBe(false);
});
