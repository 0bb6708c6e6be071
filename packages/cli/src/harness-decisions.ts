import {
  acceptLosses,
  filesAlone,
  hasErrors,
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
  /** Why there is nothing to say about a target: what is rendered for it would not be written. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks each target what its harness does: with what is rendered, and with nothing that people have there. */
export async function decideInHarnesses(
  { agent, tool, subject }: { readonly agent: Agent; readonly tool: string; readonly subject: string },
  entries: readonly TargetEntry[],
  loaded: LoadedRoster,
  { env }: Io,
): Promise<HarnessDecisions> {
  const prefix = findGitWorkTree(loaded.root)?.prefix ?? '';
  const targets: ExplainedTarget[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { load } of entries) {
    const target = await load?.();
    if (target === undefined) continue;
    const scope = scopeOf(loaded.roster.project, target.name);
    const pathPrefix = scope === 'project' ? prefix : '';
    const found = await renderOne(target, loaded, pathPrefix);
    if (hasErrors(found.diagnostics)) {
      diagnostics.push(...found.diagnostics);
      continue;
    }
    const role = agent.mode === 'subagent' ? 'subagent' : 'main';
    const place = { home: homeOf(env), project: loaded.root, pathPrefix, scope };
    const question = { ...place, agent: agent.name, role, tool, input: subject, trusted: true } as const;
    const decision = target.decide(found.files, question);
    const enforcement = loaded.roster.project.targets.get(target.name)?.enforcement ?? target.enforcement;
    const summary = target.owned.find(({ code }) => code === decision.owned)?.summary;
    targets.push({ name: target.name, ...decision, enforcement, ...(summary === undefined ? {} : { summary }) });
  }
  return { targets, diagnostics };
}

async function renderOne(
  target: Target,
  { roster, projectFile, locate }: LoadedRoster,
  pathPrefix: string,
): Promise<{ readonly files: FileTree; readonly diagnostics: readonly Diagnostic[] }> {
  const { rendered, findings } = renderTargets({ roster, targets: [target], pathPrefix });
  const { accept } = roster.project;
  const accepted = acceptLosses(findings, { accept, file: projectFile, targets: [target.name] });
  const alone = filesAlone(rendered, sha256);
  return { files: alone.files, diagnostics: await locate([...accepted, ...alone.findings]) };
}
