import type { FileOutput, Output, Target } from '@canonry/core';
import { homeFile } from './home-file.js';

/** Something in each place that has to stay as it is and that nothing is rendered to: a mount needs what it covers. */
export function sealFiles(
  harnesses: readonly Pick<Target, 'sealed'>[],
  outputs: readonly Output[],
): readonly FileOutput[] {
  const places = [...new Set(harnesses.flatMap(({ sealed = [] }) => sealed))];
  return places
    .filter((place) => !outputs.some(({ path }) => (place.endsWith('/') ? path.startsWith(place) : path === place)))
    .map((place) => (place.endsWith('/') ? homeFile(`${place}.canonry`, NOTE) : homeFile(place, '{}\n')));
}

const NOTE = 'Empty on purpose: what stands here counts for the agent, so canonry keeps the directory.\n';
