import { describe, expect, it } from 'vitest';
import { whyNotARule } from './check-rules.js';

describe('rules that would be dead, or mean something else', () => {
  it.each([
    'Write(docs/x)',
    'NotebookEdit(/docs/*)',
    'Glob(src/*)',
    'Edit',
    'Write',
    'Edit(*)',
    'Bash(*)',
    'Bash(git:*)',
    'Bash()',
    'Bash(',
    'Bash(a \\* b)',
    'Edit(docs/**)',
    'Edit(./docs/*)',
    'Edit(../x)',
    'Edit(!keep.ts)',
    'Edit(/src/{a,b})',
    '*',
    '',
  ])('%s', (text) => {
    expect(whyNotARule(text)).toEqual(expect.any(String));
  });
});

it.each([
  'Bash',
  'Bash(git push --force*)',
  'Edit(/docs/*)',
  'Edit(/**)',
  'Read(//tmp/*)',
  'Read(/src../etc)',
  'Read(~/p/*)',
  'mcp__files',
])('%s is as it looks', (text) => {
  expect(whyNotARule(text)).toBeUndefined();
});
