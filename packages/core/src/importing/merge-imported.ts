import { findingOf, type Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import type { ImportedSkill } from '../imported.js';
import { nameLike } from '../text-schema.js';
import { quote, quoteList } from '../text/quote.js';
import { agentViews, type AgentView, type ImportView } from './import-view.js';
import { mergeAgents, type MergedAgent } from './merge-agents.js';

/** The agents and skills that several harnesses have, as one source. */
interface Merged {
  /** In the order in which the views name them. */
  readonly agents: readonly MergedAgent[];
  readonly skills: readonly ImportedSkill[];
  readonly findings: readonly Finding[];
}

/** Agents of one name are one agent. Where the views of it differ, that is said, and the first counts; of rights, the strictest. */
export function mergeImported(views: readonly ImportView[]): Merged {
  const byName = new Map<string, readonly AgentView[]>();
  for (const view of views.flatMap(agentViews)) {
    const { name } = view.imported.agent;
    byName.set(name, [...(byName.get(name) ?? []), view]);
  }
  const merged = [...byName.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [mergeAgents(first, others)],
  );
  const { skills, findings } = mergeSkills(views);
  return {
    agents: merged.map((one) => one.merged),
    skills,
    findings: [...views.flatMap(findCollisions), ...merged.flatMap((one) => one.findings), ...findings],
  };
}

/** Names that differ in a harness and not here: all but one of these agents are called by a number too. */
function findCollisions({ harness, imported }: ImportView): readonly Finding[] {
  const groups = new Map<string, AgentView['imported'][]>();
  for (const one of imported.agents) {
    const wanted = nameLike(one.agent.displayName ?? one.agent.name) ?? one.agent.name;
    groups.set(wanted, [...(groups.get(wanted) ?? []), one]);
  }
  return [...groups].flatMap(([wanted, agents]) => {
    const [first] = agents;
    if (first === undefined || agents.length === 1) return [];
    const parameters = {
      harness,
      agents: quoteList(agents.map(({ agent }) => agent.displayName ?? agent.name)),
      wanted: quote(wanted),
      names: quoteList(agents.map(({ agent }) => agent.name)),
    };
    return [findingOf('import-collision', { file: first.from }, parameters)];
  });
}

function mergeSkills(views: readonly ImportView[]): Pick<Merged, 'skills' | 'findings'> {
  const skills = new Map<string, { readonly skill: ImportedSkill; readonly harness: string }>();
  const findings: Finding[] = [];
  for (const { harness, imported } of views)
    for (const skill of imported.skills) {
      const known = skills.get(skill.name);
      if (known === undefined) skills.set(skill.name, { skill, harness });
      else if (!isSame(known.skill.files, skill.files)) {
        const parameters = { skill: quote(skill.name), harness: known.harness, other: harness };
        findings.push(findingOf('import-skill-conflict', { file: '.' }, parameters));
      }
    }
  const sorted = [...skills.values()].map(({ skill }) => skill).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { skills: sorted, findings };
}

function isSame(a: FileTree, b: FileTree): boolean {
  return a.size === b.size && [...a].every(([path, { bytes }]) => String(bytes) === String(b.get(path)?.bytes));
}
