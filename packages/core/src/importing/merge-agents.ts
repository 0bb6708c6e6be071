import type { Agent } from '../agent.js';
import { findingOf, type Finding } from '../diagnostic.js';
import { compareAgents } from '../policy/compare-agents.js';
import type { Difference } from '../policy/compare-policies.js';
import { mergePermissions } from '../policy/merge-permissions.js';
import { joinWords, quote } from '../text/quote.js';
import { completed, permissionsIn, type AgentView } from './import-view.js';

/** An agent that one harness or several have, as one definition. */
export interface MergedAgent {
  readonly agent: Omit<Agent, 'file'>;
  /** `provider/model` by harness. */
  readonly models: ReadonlyMap<string, string>;
  /** The file that says most of it. */
  readonly from: string;
}

/** What the first view says counts, but of rights: there, on every subject, the strictest view does. */
export function mergeAgents(
  first: AgentView,
  others: readonly AgentView[],
): { readonly merged: MergedAgent; readonly findings: readonly Finding[] } {
  const views = [first, ...others];
  const findings: Finding[] = [];
  const tell = (key: string, view: AgentView, theirs: string, counting: AgentView): void => {
    const { agent, from } = view.imported;
    const parameters = { agent: agent.name, key, harness: counting.harness, other: view.harness, theirs };
    findings.push(findingOf('import-conflict', { file: from, agent: agent.name }, parameters));
  };
  const describing = views.find(({ imported }) => !isUnsaid(imported, 'description')) ?? first;
  for (const view of views.filter((one) => one !== describing && !isUnsaid(one.imported, 'description')))
    if (view.imported.agent.description !== describing.imported.agent.description)
      tell('description', view, quote(view.imported.agent.description), describing);
  for (const view of others)
    if (view.imported.agent.prompt.trim() !== first.imported.agent.prompt.trim())
      tell('prompt', view, `see ${view.imported.from}`, first);
  const counting = modeView(views);
  for (const view of views.filter((one) => one !== counting && !isUnsaid(one.imported, 'mode')))
    if (view.imported.agent.mode !== counting.imported.agent.mode)
      tell('mode', view, quote(view.imported.agent.mode), counting);
  const fewest = views.reduce((least, view) => (turnsOf(view) < turnsOf(least) ? view : least));
  for (const view of views.filter(({ imported }) => imported.agent.maxTurns !== undefined))
    if (turnsOf(view) !== turnsOf(fewest)) tell('max_turns', view, String(view.imported.agent.maxTurns), fewest);
  for (const view of others) findings.push(...explainRights(first, view));

  const { agent, from } = first.imported;
  const displayName = views.map(({ imported }) => imported.agent.displayName).find((name) => name !== undefined);
  const { maxTurns } = fewest.imported.agent;
  const merged = {
    ...agent,
    ...(displayName === undefined ? {} : { displayName }),
    description: describing.imported.agent.description,
    mode: counting.imported.agent.mode,
    skills: [...new Set(views.flatMap(({ imported }) => imported.agent.skills))],
    ...(maxTurns === undefined ? {} : { maxTurns }),
    permissions: others.length === 0 ? agent.permissions : mergePermissions(views.map(permissionsIn)),
  };
  const models = views.flatMap(({ harness, imported: { model } }) =>
    model === undefined ? [] : [[harness, model] as const],
  );
  return { merged: { agent: merged, models: new Map(models), from }, findings };
}

function isUnsaid({ unsaid = [] }: AgentView['imported'], key: 'description' | 'mode'): boolean {
  return unsaid.includes(key);
}

/** Who may be reached in one way only is not opened by a harness in which it may be reached in both. */
function modeView(views: readonly AgentView[]): AgentView {
  const said = views.filter(({ imported }) => !isUnsaid(imported, 'mode'));
  const [first = views[0]] = [...said.filter(({ imported }) => imported.agent.mode !== 'all'), ...said];
  if (first === undefined) throw new Error('an agent without a view');
  return first;
}

function turnsOf({ imported }: AgentView): number {
  return imported.agent.maxTurns ?? Number.POSITIVE_INFINITY;
}

/** Where two harnesses let the agent do different things, each tool with a subject that shows it. */
function explainRights(first: AgentView, other: AgentView): readonly Finding[] {
  const [a, b] = [permissionsIn(first), permissionsIn(other)];
  const { name } = first.imported.agent;
  const sides = [completed(a, b), completed(b, a)].map((permissions) => ({
    ...first.imported.agent,
    permissions,
    file: '',
  }));
  const [ours, theirs] = sides;
  if (ours === undefined || theirs === undefined) return [];
  const shown = compareAgents(ours, theirs).flatMap(({ tool, differences }) =>
    oneOfEach(differences).map((difference) => showDifference(tool, difference)),
  );
  if (shown.length === 0) return [];
  const parameters = { agent: name, harness: first.harness, other: other.harness, differences: joinWords(shown) };
  return [findingOf('import-rights-differ', { file: other.imported.from, agent: name }, parameters)];
}

/** One that is stricter there, and one that is stricter here, if there are such. */
function oneOfEach(differences: readonly Difference[]): readonly Difference[] {
  return differences.filter(({ kind }, index) => differences.findIndex((other) => other.kind === kind) === index);
}

function showDifference(tool: string, { kind, witness, old, new: now }: Difference): string {
  const subject = witness === null || witness === '' ? '' : ` ${quote(witness)}`;
  if (kind === 'unproved') return `${tool}${subject} (nobody can say where)`;
  return `${tool}${subject} (${old ?? 'unspecified'}, ${now ?? 'unspecified'})`;
}
