import type { TargetEntry } from '../../packages/cli/src/targets.js';
import { TEST_TARGETS } from '../writing/test-targets.js';

/** The targets that exist only here, as canonry.toml may name them; `gamma` is known and cannot be rendered. */
export const testEntries: readonly TargetEntry[] = [
  ...TEST_TARGETS.map((target): TargetEntry => {
    const { name, enforcement, owns, options } = target;
    return { name, enforcement, owns, options, load: () => Promise.resolve(target) };
  }),
  { name: 'gamma', enforcement: 'guard', owns: [], options: [] },
];
