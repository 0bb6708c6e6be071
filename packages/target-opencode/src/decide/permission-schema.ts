import { ACTIONS, type Action } from '@canonry/core';
import { isDictionary, type Dictionary } from './merge.js';
import type { Permission } from './rules.js';

/** These take an action only, never patterns. */
const FLAT: ReadonlySet<string> = new Set(['todowrite', 'question', 'webfetch', 'websearch', 'doom_loop']);

/** A `permission` key as OpenCode takes it, or null where it refuses the whole configuration. */
export function readPermission(value: unknown): Permission | null {
  if (isAction(value)) return { '*': value };
  if (!isDictionary(value)) return null;
  return isPermission(value) ? value : null;
}

function isPermission(value: Dictionary): value is Permission {
  return Object.entries(value).every(
    ([tool, rule]) => isAction(rule) || (!FLAT.has(tool) && isDictionary(rule) && Object.values(rule).every(isAction)),
  );
}

/** The older `tools` key: what may be used at all. The three writing tools are one permission. */
export function readTools(value: unknown): Permission | null {
  if (!isDictionary(value)) return null;
  const permission: Record<string, Action> = {};
  for (const [tool, isOn] of Object.entries(value)) {
    if (typeof isOn !== 'boolean') return null;
    permission[['write', 'edit', 'patch'].includes(tool) ? 'edit' : tool] = isOn ? 'allow' : 'deny';
  }
  return permission;
}

function isAction(value: unknown): value is Action {
  return ACTIONS.some((action) => action === value);
}
