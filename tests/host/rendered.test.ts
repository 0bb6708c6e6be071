import { beforeAll, describe, it } from 'vitest';
import { ASSERTIONS } from './assertions/all.js';
import { bootLab } from './lab/boot-lab.js';
import type { Machine } from './lab/machine.js';
import { withRenderedTree } from './lab/rendered-tree.js';

describe('a host that was booted with what was rendered', () => {
  let host: Machine;
  beforeAll(async () => {
    host = await withRenderedTree(bootLab);
    return () => host.stop();
  });

  describe.each([...ASSERTIONS])('%s', (_, assertions) => {
    it.each(assertions)('%s', (_sentence, holds) => holds(host));
  });
});
