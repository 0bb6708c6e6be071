import type { TargetEntry } from '../../packages/cli/src/targets.js';
import { TEST_TARGETS } from '../writing/test-targets.js';

/** The targets that exist only here, as canonry.toml may name them; `gamma` is known and cannot be rendered. */
export const testEntries: readonly TargetEntry[] = [
  ...TEST_TARGETS.map((target): TargetEntry => {
    const { name, enforcement, options } = target;
    return { name, enforcement, options, load: () => Promise.resolve(target) };
  }),
  { name: 'gamma', enforcement: 'guard', options: [] },
];
