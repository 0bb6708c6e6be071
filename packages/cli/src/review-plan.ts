import { filesAfter, filesAlone, findForeignWidenings, type Finding, type Plan } from '@canonry/core';
import { readFiles, sha256 } from '@canonry/core/node';
import { homeOf } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';
import type { PreparedRun, RenderedRoot } from './prepare-render.js';
import { inRoot, readAbove } from './read-around.js';

/** Where a harness will let agents do more than what was rendered, because of what else it will find there. */
export function reviewPlan(plan: Plan, root: RenderedRoot, { roster }: PreparedRun, { env }: Io): readonly Finding[] {
  const planned = filesAfter(plan);
  const known = new Set(plan.changes.map(({ path }) => path));
  return root.targets.flatMap((target) => {
    const rendered = root.rendered.filter((own) => own.target === target.name);
    const scope = scopeOf(roster.project, target.name);
    const above = scope === 'project' ? readAbove(root.out, target.reads) : [];
    return findForeignWidenings({
      target,
      agents: roster.agents,
      alone: filesAlone(rendered, sha256).files,
      merged: new Map([...above, ...readFiles(root.out, inRoot(target.reads), known), ...planned]),
      place: { home: homeOf(env), project: root.out, pathPrefix: scope === 'project' ? root.pathPrefix : '', scope },
    });
  });
}
