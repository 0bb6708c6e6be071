import { findingOf, renderTargets, type Finding, type MergedAgent, type Roster } from '@canonry/core';
import type { ImportedSection } from './imported-project.js';
import type { Io } from './io.js';

/** What canonry.toml says of each target; where a harness has one main agent and several could be it, the first of them is. */
export async function choosePrimaries(
  agents: readonly MergedAgent[],
  targets: readonly string[],
  io: Io,
): Promise<{ readonly sections: readonly ImportedSection[]; readonly findings: readonly Finding[] }> {
  const sections: ImportedSection[] = [];
  const findings: Finding[] = [];
  for (const name of targets) {
    const entry = io.targets.find((one) => one.name === name);
    const target = entry?.options.some((option) => option.name === OPTION) === true ? await entry.load?.() : undefined;
    const asked =
      target === undefined
        ? []
        : renderTargets({ roster: rosterOf(agents), targets: [target], pathPrefix: '' }).findings;
    const several = asked.find(({ code }) => code === 'several-primaries');
    const { agent } = several ?? {};
    sections.push({ name, options: new Map(agent === undefined ? [] : [[OPTION, agent]]) });
    if (several !== undefined && agent !== undefined)
      findings.push(findingOf('import-primary', { file: '.', agent, target: name }, { target: name, agent }));
  }
  return { sections, findings };
}

const OPTION = 'primary';

/** As far as it matters to who the main agent is. */
function rosterOf(agents: readonly MergedAgent[]): Roster {
  const nothing = { skills: [], rules: [], context: [] };
  const project = { agents: [], targets: new Map(), models: new Map(), targetModels: new Map(), accept: [] };
  const sorted = agents.toSorted((a, b) => (a.agent.name < b.agent.name ? -1 : 1));
  return { ...nothing, agents: sorted.map(({ agent, from }) => ({ ...agent, ...nothing, file: from })), project };
}
