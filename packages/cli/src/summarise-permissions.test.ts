import type { Action, Policy } from '@canonry/core';
import { expect, it } from 'vitest';
import { summarisePermissions } from './summarise-permissions.js';

function policy(tool: string, intent: Action, ...rules: readonly [pattern: string, action: Action][]): Policy {
  return { tool, intent, rules: rules.map(([pattern, action]) => ({ pattern, action })) };
}

it.each<[summary: string, permissions: readonly Policy[]]>([
  ['unspecified', []],
  ['unspecified', [policy('webfetch', 'allow')]],
  ['edits, runs', [policy('edit', 'allow'), policy('bash', 'allow', ['rm *', 'deny'])]],
  ['edits, asks to run', [policy('edit', 'allow', ['/run/**', 'deny']), policy('bash', 'ask', ['ls *', 'allow'])]],
  ['asks to edit and run', [policy('*', 'ask')]],
  ['asks to edit, runs', [policy('bash', 'allow'), policy('*', 'ask')]],
  ['asks to run', [policy('edit', 'deny'), policy('bash', 'ask')]],
  ['read-only', [policy('edit', 'deny'), policy('bash', 'deny')]],
  ['read-only', [policy('*', 'deny')]],
  ['read-only', [policy('*', 'deny'), policy('bash', 'allow', ['ls', 'allow'], ['*', 'deny'])]],
  ['runs some', [policy('edit', 'deny'), policy('bash', 'deny', ['ls', 'ask'], ['git log *', 'allow'])]],
  ['asks to edit some', [policy('edit', 'deny', ['docs/*', 'ask']), policy('bash', 'deny', ['rm', 'deny'])]],
  ['edits some, asks to run some', [policy('edit', 'deny', ['docs/*', 'allow']), policy('bash', 'deny', ['x', 'ask'])]],
  ['edits, bash unspecified', [policy('edit', 'allow')]],
  ['edit unspecified', [policy('bash', 'deny')]],
])('%s', (summary, permissions) => {
  expect(summarisePermissions({ permissions })).toBe(summary);
});
