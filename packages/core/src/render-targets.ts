import type { Finding } from './diagnostic.js';
import type { RenderedTarget } from './plan/merge-outputs.js';
import type { Project, TargetSection } from './project.js';
import type { Roster } from './roster.js';
import type { Target } from './target.js';

export interface RenderTargetsInput {
  readonly roster: Roster;
  /** Those to render, in the order of canonry.toml. */
  readonly targets: readonly Target[];
  /** The output root inside the Git work tree, `''` at its top. */
  readonly pathPrefix: string;
  /** Nobody is there to answer. */
  readonly unattended?: boolean;
}

/** Renders a roster for each of the targets, in memory. */
export function renderTargets({ roster, targets, pathPrefix, unattended = false }: RenderTargetsInput): {
  readonly rendered: readonly RenderedTarget[];
  readonly findings: readonly Finding[];
} {
  const { project } = roster;
  const results = targets.map((target) => {
    const { scope, options, enforcement = target.enforcement } = project.targets.get(target.name) ?? DEFAULTS;
    const models = modelsFor(project, target.name);
    return { target, ...target.render({ roster, options, models, enforcement, scope, pathPrefix, unattended }) };
  });
  return {
    rendered: results.map(({ target, outputs }) => ({ target: target.name, owns: target.owns, outputs })),
    findings: results.flatMap(({ findings }) => findings),
  };
}

const DEFAULTS: TargetSection = { scope: 'project', options: new Map() };

/** Agent name to model: what is said for the target wins over what is said for all. */
function modelsFor(project: Project, target: string): ReadonlyMap<string, string> {
  return new Map([...project.models, ...(project.targetModels.get(target) ?? [])]);
}
