import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findingOf, MANIFEST_PATH, type Finding } from '@canonry/core';
import type { Io } from './io.js';
import { prepareRender } from './prepare-render.js';
import { runOptionsOf } from './run-options.js';
import { isUsageProblem } from './usage-problem.js';
import { planOutputs } from './write-outputs.js';

/** Whether what stands on disk is what the source says now. Where nothing was ever rendered there is nothing to be stale. */
export async function findStaleOutputs(
  values: Parameters<typeof prepareRender>[0],
  io: Io,
): Promise<readonly Finding[]> {
  const prepared = await prepareRender(values, io);
  if (isUsageProblem(prepared)) return [];
  const options = runOptionsOf(prepared, values, io);
  if (!options.roots.some(({ out }) => existsSync(join(out, MANIFEST_PATH)))) return [];
  const { drift, changes } = await planOutputs(options);
  if (!drift) return [];
  const stale = changes.filter(({ change }) => change.action !== 'unchanged' || change.released !== undefined);
  const [first] = stale;
  const parameters = {
    count: String(stale.length),
    path: first === undefined ? '' : `${first.prefix}${first.change.path}`,
  };
  return [findingOf('stale-output', { file: '.' }, parameters)];
}
