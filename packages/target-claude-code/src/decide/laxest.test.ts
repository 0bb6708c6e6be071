import type { HarnessDecision } from '@canonry/core';
import { expect, it } from 'vitest';
import { laxest } from './laxest.js';

const PLAIN: HarnessDecision = { decision: 'allow' };
const OWNED: HarnessDecision = { decision: 'allow', owned: 'owned-claude-code-letter-case' };
const KEPT: HarnessDecision = { decision: 'ask', owned: 'owned-claude-code-protected-files' };
const ASKED: HarnessDecision = { decision: 'ask' };
const DENIED: HarnessDecision = { decision: 'deny' };

it.each<[string, readonly HarnessDecision[], HarnessDecision]>([
  ['the laxest counts', [DENIED, KEPT, PLAIN], PLAIN],
  ['what the files allow is not hidden by what is owned', [OWNED, PLAIN], PLAIN],
  ['in either order', [PLAIN, OWNED], PLAIN],
  ['what is kept back says why', [ASKED, KEPT], KEPT],
  ['only what is owned', [DENIED, OWNED], OWNED],
  ['nothing at all is refused', [], DENIED],
])('%s', (_, answers, expected) => {
  expect(laxest(answers)).toEqual(expected);
});
