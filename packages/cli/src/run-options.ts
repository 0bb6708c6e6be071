import type { Io } from './io.js';
import type { PreparedRun } from './prepare-render.js';
import { reviewPlan } from './review-plan.js';
import { pathsOwned } from './targets.js';
import { placesRead, type RunOptions } from './write-outputs.js';

interface RunValues {
  readonly target?: readonly string[] | undefined;
  readonly force?: boolean | undefined;
  readonly strict?: boolean | undefined;
  readonly signal?: AbortSignal;
}

/** How a prepared run is planned or written. With `-t`, nothing of other targets is touched. */
export function runOptionsOf(prepared: PreparedRun, { target, ...values }: RunValues, io: Io): RunOptions {
  const { loaded, roots, diagnostics, known, isHost = false } = prepared;
  return {
    roots: roots.map((root) => ({
      ...root,
      review: (plan) => {
        io.progress?.(`asking what opens more than the definitions, in ${root.out}`);
        return reviewPlan(plan, root, prepared, io);
      },
    })),
    source: { root: loaded.root, diagnostics },
    sources: placesRead(loaded),
    owns: pathsOwned(known),
    ...(!isHost && loaded.roster.project.targets.size === 0 && { nothingEnabledIn: loaded.projectFile }),
    only: isHost ? undefined : target,
    waiting: () => io.stderr.write('canonry: another run writes here; waiting for it\n'),
    ...values,
  };
}
