import type { Agent, Enforcement, JsonEntry } from '@canonry/core';
import { listedTools, PI_TOOLS, policyFor } from './tools.js';

/** Our keys of Pi's settings: what the primary agent starts with. */
export function settingsEntries(
  primary: Agent,
  model: string | undefined,
  enforcement: Enforcement,
): readonly JsonEntry[] {
  const isSpecified = PI_TOOLS.some(({ tool }) => policyFor(primary, tool) !== undefined);
  const slash = model?.indexOf('/') ?? -1;
  return [
    ...(model === undefined || slash === -1
      ? []
      : [valueAt('defaultProvider', model.slice(0, slash)), valueAt('defaultModel', model.slice(slash + 1))]),
    // A plain list takes the place of a person's own; one that is empty would not.
    ...(isSpecified ? [valueAt('defaultTools', listedTools(primary, enforcement))] : []),
  ];
}

function valueAt(key: string, value: string | readonly string[]): JsonEntry {
  return { kind: 'value', keys: [key], value };
}
