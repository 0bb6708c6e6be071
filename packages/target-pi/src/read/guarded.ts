import type { FileTree } from '@canonry/core';
import { loadPolicies, type GuardedAgent } from '@canonry/core/guard';
import { readJson, textOf } from './texts.js';

/** What canonry's guard holds there: exactly what a definition said. */
export interface Guarded {
  readonly main: string | undefined;
  readonly agents: readonly GuardedAgent[];
}

export function guardedIn(files: FileTree, directory: string): Guarded {
  const policies = loadPolicies(() => textOf(files, `${directory}canonry/policies.json`) ?? '');
  const main = readJson(textOf(files, `${directory}canonry/guard.json`))['main'];
  return {
    main: typeof main === 'string' ? main : undefined,
    agents: policies.kind === 'policies' ? policies.agents : [],
  };
}
