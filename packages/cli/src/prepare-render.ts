import {
  acceptLosses,
  filesAlone,
  findMisplacedRules,
  hasErrors,
  keptFor,
  renderTargets,
  type Diagnostic,
  type FileTree,
  type Finding,
  type RenderedTarget,
  type Roster,
  type Target,
} from '@canonry/core';
import { findGitWorkTree, sha256, type LoadedRoster } from '@canonry/core/node';
import { HOST_TARGET } from './host/host-target.js';
import { homeOf } from './home-of.js';
import type { Io } from './io.js';
import type { OutputValues } from './output-options.js';
import { loadProject } from './load-project.js';
import { findMissingGit } from './missing-git.js';
import { outputRootsOf, scopeOf, type OutputRoot } from './output-roots.js';
import { overrideModels } from './override-models.js';
import { selectTargets, type Selection } from './select-targets.js';
import type { TargetEntry } from './targets.js';
import { isUsageProblem, type UsageProblem } from './usage-problem.js';

/** Everything that a run wants to have on disk, before the disk is looked at. */
export interface PreparedRun {
  readonly loaded: LoadedRoster;
  /** With the models of the command line. */
  readonly roster: Roster;
  /** None, if the source or what is rendered has an error. */
  readonly roots: readonly RenderedRoot[];
  /** Of the source and of rendering. */
  readonly diagnostics: readonly Diagnostic[];
  /** Everything that may have written below the roots. */
  readonly known: readonly TargetEntry[];
  /** A machine is rendered, and not the targets of canonry.toml. */
  readonly isHost?: true;
}

export interface RenderedRoot extends OutputRoot {
  readonly targets: readonly Target[];
  readonly rendered: readonly RenderedTarget[];
  /** What one of the targets writes, in an empty directory. */
  readonly filesOf: (target: Target) => FileTree;
  /** The root inside its Git work tree, `''` at the top of it or outside of any. */
  readonly pathPrefix: string;
}

/** Loads the source and renders what the command line asks for, in memory. */
export async function prepareRender(values: OutputValues, io: Io): Promise<PreparedRun | UsageProblem> {
  if (values.host !== undefined || values.target?.includes(HOST_TARGET) === true) {
    const { prepareHost } = await import('./host/prepare-host.js');
    return prepareHost(values, io);
  }
  io.progress?.('reading the source');
  const projectLoaded = await loadProject(values, io);
  if (isUsageProblem(projectLoaded)) return projectLoaded;
  const { loaded, targets: known } = projectLoaded;
  const { roster, diagnostics } = loaded;
  if (hasErrors(diagnostics)) return { loaded, roster, roots: [], diagnostics, known };
  const { project } = roster;
  const selection = selectTargets(values.target, { project, file: loaded.projectFile, known });
  if (isUsageProblem(selection)) return selection;
  const agents = roster.agents.map(({ name }) => name);
  const overridden = overrideModels(values.model ?? [], project, { agents, targets: selection.entries });
  if (isUsageProblem(overridden)) return overridden;
  const roots = outputRootsOf({ loaded, entries: selection.entries, out: values.out }, io);
  if (isUsageProblem(roots)) return roots;
  io.progress?.(`rendering ${agents.length === 1 ? 'one agent' : `${agents.length} agents`}`);
  const asked = { ...loaded, roster: { ...roster, project: overridden } };
  return { ...(await renderSelection(asked, selection, roots, io)), known };
}

async function renderSelection(
  loaded: LoadedRoster,
  { entries, findings }: Selection,
  roots: readonly OutputRoot[],
  { env }: Io,
): Promise<Omit<PreparedRun, 'known'>> {
  const { roster, projectFile, locate } = loaded;
  const targets = await Promise.all(entries.flatMap(({ load }) => (load === undefined ? [] : [load()])));
  const results = roots.map((root) => renderRoot(root, roster, targets, homeOf(env)));
  const accepted = acceptLosses([...findings, ...results.flatMap((result) => result.findings)], {
    accept: roster.project.accept,
    file: projectFile,
    targets: targets.map(({ name }) => name),
  });
  const diagnostics = [...loaded.diagnostics, ...(await locate(accepted))];
  return {
    loaded,
    roster,
    roots: hasErrors(diagnostics) ? [] : results.map(({ rendered }) => rendered),
    diagnostics,
  };
}

/** Targets of both scopes meet in one root if the project is the home directory: only the project has a place in Git. */
function renderRoot(
  root: OutputRoot,
  roster: Roster,
  targets: readonly Target[],
  home: string,
): { readonly rendered: RenderedRoot; readonly findings: readonly Finding[] } {
  const pathPrefix = findGitWorkTree(root.out)?.prefix ?? '';
  const own = targets.filter(({ name }) => root.scopes.includes(scopeOf(roster.project, name)));
  const results = root.scopes.map((scope) =>
    renderTargets({
      roster,
      targets: own.filter(({ name }) => scopeOf(roster.project, name) === scope),
      pathPrefix: scope === 'project' ? pathPrefix : '',
    }),
  );
  const rendered = results.flatMap((result) => result.rendered);
  const kept = keptFor<FileTree>();
  const filesOf = (target: Target): FileTree =>
    kept(target, () => {
      const its = rendered.filter((one) => one.target === target.name);
      return filesAlone(its, sha256).files;
    });
  const place = { home, project: root.out, pathPrefix, scope: 'project' } as const;
  const misplaced = own
    .filter(({ name }) => scopeOf(roster.project, name) === 'project')
    .flatMap((target) => {
      return findMisplacedRules({ target, agents: roster.agents, files: filesOf(target), place });
    });
  const around = [...findMissingGit(own, roster.project, root.out), ...misplaced];
  return {
    rendered: { ...root, targets: own, rendered, filesOf, pathPrefix },
    findings: [...around, ...results.flatMap(({ findings }) => findings)],
  };
}
