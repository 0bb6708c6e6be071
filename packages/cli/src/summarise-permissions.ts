import type { Action, Agent, Policy } from '@canonry/core';

/** What an agent may do to files and in a shell, in a few words. The `rules` can say more than fits here. */
export function summarisePermissions({ permissions }: Pick<Agent, 'permissions'>): string {
  const edit = reachOf('edit', permissions);
  const bash = reachOf('bash', permissions);
  if (edit === 'unspecified' && bash === 'unspecified') return 'unspecified';
  if (edit === 'ask' && bash === 'ask') return 'asks to edit and run';
  const words = [EDIT[edit], BASH[bash]].filter((phrase) => phrase !== '');
  return words.length === 0 ? 'read-only' : words.join(', ');
}

/** `some`: only what a rule excepts from a `deny`. */
type Reach = Action | 'allow some' | 'ask some' | 'unspecified';

const EDIT: Readonly<Record<Reach, string>> = {
  allow: 'edits',
  ask: 'asks to edit',
  deny: '',
  'allow some': 'edits some',
  'ask some': 'asks to edit some',
  unspecified: 'edit unspecified',
};

const BASH: Readonly<Record<Reach, string>> = {
  allow: 'runs',
  ask: 'asks to run',
  deny: '',
  'allow some': 'runs some',
  'ask some': 'asks to run some',
  unspecified: 'bash unspecified',
};

function reachOf(tool: string, permissions: readonly Policy[]): Reach {
  const policy = permissions.find((own) => own.tool === tool) ?? permissions.find((star) => star.tool === '*');
  if (policy === undefined) return 'unspecified';
  const lastForAll = policy.rules.findLastIndex(({ pattern }) => /^\*+$/.test(pattern));
  const usual = policy.rules[lastForAll]?.action ?? policy.intent;
  if (usual !== 'deny') return usual;
  const exceptions = new Set(policy.rules.slice(lastForAll + 1).map(({ action }) => action));
  if (exceptions.has('allow')) return 'allow some';
  return exceptions.has('ask') ? 'ask some' : 'deny';
}
