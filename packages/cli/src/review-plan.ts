import {
  filesAfter,
  findForeignWidenings,
  findRivals,
  type FileTree,
  type Finding,
  type Plan,
  type Target,
} from '@canonry/core';
import { readFiles } from '@canonry/core/node';
import { homeOf } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';
import type { PreparedRun, RenderedRoot } from './prepare-render.js';
import { inRoot, readAbove } from './read-around.js';

/** Where a harness will let agents do more than what was rendered, or take another file for it, because of what else it will find there. */
export function reviewPlan(plan: Plan, root: RenderedRoot, { roster }: PreparedRun, { env }: Io): readonly Finding[] {
  const planned = filesAfter(plan);
  const known = new Set(plan.changes.map(({ path }) => path));
  return root.targets.flatMap((target) => {
    const scope = scopeOf(roster.project, target.name);
    const above = scope === 'project' ? readAbove(root.out, target.reads) : [];
    const merged: FileTree = new Map([...above, ...readFiles(root.out, inRoot(target.reads), known), ...planned]);
    return unlessSame(root, target, merged, () => {
      const alone = root.filesOf(target);
      const pathPrefix = scope === 'project' ? root.pathPrefix : '';
      const place = { home: homeOf(env), project: root.out, pathPrefix, scope };
      return [
        ...findRivals({ target, alone, merged }),
        ...findForeignWidenings({ target, agents: roster.agents, alone, merged, place }),
      ];
    });
  });
}

/** Everything is planned twice, before and behind the lock: what has not changed in between is not asked about again. */
function unlessSame(
  root: RenderedRoot,
  target: Target,
  merged: FileTree,
  review: () => readonly Finding[],
): readonly Finding[] {
  const known = REVIEWED.get(root) ?? new Map<Target, Reviewed>();
  REVIEWED.set(root, known);
  const earlier = known.get(target);
  if (earlier !== undefined && isSameTree(earlier.merged, merged)) return earlier.findings;
  const findings = review();
  known.set(target, { merged, findings });
  return findings;
}

interface Reviewed {
  readonly merged: FileTree;
  readonly findings: readonly Finding[];
}

const REVIEWED = new WeakMap<RenderedRoot, Map<Target, Reviewed>>();

function isSameTree(a: FileTree, b: FileTree): boolean {
  return (
    a.size === b.size &&
    [...a].every(([path, { bytes, executable }]) => {
      const other = b.get(path);
      return other?.executable === executable && Buffer.compare(bytes, other.bytes) === 0;
    })
  );
}
