import type { Finding } from '../diagnostic.js';
import { renderTargets } from '../render-targets.js';
import type { Roster } from '../roster.js';
import type { Target } from '../target.js';
import { faultOf, type PermissionFault, type RenderedFiles } from './compare-with-canonical.js';
import { filesOf } from './files-of.js';
import { ORDINARY_PLACE, type QuestionPlace } from './question-place.js';
import { questionsFor } from './questions-for.js';

export interface PermissionCheck {
  readonly target: Target;
  readonly roster: Roster;
  /** Where the harness stands; its prefix is the one that is rendered for. */
  readonly place?: QuestionPlace;
}

/**
 * Asks the target's own model of its harness about every border of every policy: its files may never permit more than the
 * definition, and where they permit less a finding must say so. An empty list is what you want.
 */
export function checkPermissions({
  target,
  roster,
  place = ORDINARY_PLACE,
}: PermissionCheck): readonly PermissionFault[] {
  const rendered = renderForTest(target, roster, place);
  return roster.agents.flatMap((agent) =>
    questionsFor(agent, place).flatMap((question) => faultOf(target, rendered, agent, question) ?? []),
  );
}

/** What a target makes of a roster, and what it said. */
export function renderForTest(target: Target, roster: Roster, { pathPrefix, scope }: QuestionPlace): RenderedFiles {
  const { project } = roster;
  const section = { options: new Map(), ...project.targets.get(target.name), scope };
  const targets = new Map([...project.targets, [target.name, section]]);
  const { rendered, findings } = renderTargets({
    roster: { ...roster, project: { ...project, targets } },
    targets: [target],
    pathPrefix,
  });
  return { files: filesOf(rendered), findings: findings satisfies readonly Finding[] };
}
