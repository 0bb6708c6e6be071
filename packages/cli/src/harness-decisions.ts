import {
  acceptLosses,
  filesAlone,
  renderTargets,
  type Agent,
  type Diagnostic,
  type Enforcement,
  type FileTree,
  type HarnessDecision,
  type Target,
} from '@canonry/core';
import { findGitWorkTree, sha256, type LoadedRoster } from '@canonry/core/node';
import { homeOf } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';
import type { TargetEntry } from './targets.js';

/** What a harness does with something that `explain` is asked about, once the agents are rendered for it. */
export interface ExplainedTarget extends HarnessDecision {
  readonly name: string;
  readonly enforcement: Enforcement;
  /** What the harness does by itself there. */
  readonly summary?: string;
}

export interface HarnessDecisions {
  readonly targets: readonly ExplainedTarget[];
  /** Errors: there is nothing to say about a target for which nothing would be written. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks each target what its harness does: with what is rendered, and with nothing that people have there. */
export async function decideInHarnesses(
  { agent, tool, subject }: { readonly agent: Agent; readonly tool: string; readonly subject: string },
  entries: readonly TargetEntry[],
  loaded: LoadedRoster,
  { env }: Io,
): Promise<HarnessDecisions> {
  const targets: ExplainedTarget[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { load } of entries) {
    const target = await load?.();
    if (target === undefined) continue;
    const { files, errors, pathPrefix } = await renderAlone(target, loaded);
    diagnostics.push(...errors);
    if (errors.length > 0) continue;
    const { scope = 'project', enforcement = target.enforcement } =
      loaded.roster.project.targets.get(target.name) ?? {};
    const role = agent.mode === 'subagent' ? 'subagent' : 'main';
    const place = { home: homeOf(env), project: loaded.root, pathPrefix, scope };
    const question = { ...place, agent: agent.name, role, tool, input: subject, trusted: true } as const;
    const decision = target.decide(files, question);
    const summary = target.owned.find(({ code }) => code === decision.owned)?.summary;
    targets.push({ name: target.name, ...decision, enforcement, ...(summary === undefined ? {} : { summary }) });
  }
  return { targets, diagnostics };
}

/** What one target would write into an empty directory in the place of the source root. */
export interface RenderedAlone {
  readonly target: Target;
  readonly files: FileTree;
  readonly diagnostics: readonly Diagnostic[];
  /** Those of them for which nothing would be written. */
  readonly errors: readonly Diagnostic[];
  readonly pathPrefix: string;
}

export async function renderAlone(
  target: Target,
  { root, roster, projectFile, locate }: LoadedRoster,
): Promise<RenderedAlone> {
  const isInProject = scopeOf(roster.project, target.name) === 'project';
  const pathPrefix = isInProject ? (findGitWorkTree(root)?.prefix ?? '') : '';
  const { rendered, findings } = renderTargets({ roster, targets: [target], pathPrefix });
  const { accept } = roster.project;
  const accepted = acceptLosses(findings, { accept, file: projectFile, targets: [target.name] });
  const { files, findings: unsafe } = filesAlone(rendered, sha256);
  const diagnostics = await locate([...accepted, ...unsafe]);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { target, files, diagnostics, errors, pathPrefix };
}
