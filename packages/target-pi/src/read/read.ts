import { findingOf, quote, type FileTree, type Finding, type Imported, type ImportedAgent } from '@canonry/core';
import { newNames } from '@canonry/core/reading';
import { guardedIn } from './guarded.js';
import { readPrimary } from './read-primary.js';
import { readSkills } from './read-skills.js';
import { calledIn, readSpecialist } from './read-specialist.js';
import { textOf } from './texts.js';

/** The way back: what Pi's files say, as agents that may do no more than Pi would let them, and what had to be guessed. */
export function read(files: FileTree): Imported {
  const isPersonal = ![...files.keys()].some((path) => /^\.pi\/(?!agent\/)/.test(path));
  const directory = isPersonal ? '.pi/agent/' : '.pi/';
  const agentsMd = isPersonal ? '.pi/agent/AGENTS.md' : 'AGENTS.md';
  const guarded = guardedIn(files, directory);
  const primary = readPrimary(files, directory, agentsMd, guarded);
  const paths = [...files.keys()].filter((path) => path.startsWith(`${directory}agents/`) && path.endsWith('.md'));
  const called = new Set(paths.toSorted().flatMap((path) => calledIn(files, path) ?? []));
  const names = newNames([...called].map((key) => ({ key, wanted: key })));
  const { skills, findings: skipped } = readSkills(files);
  const readAgents = [primary, ...paths.toSorted().map((path) => readSpecialist(files, path, { guarded, names }))];
  const findings: Finding[] = [...readAgents.flatMap((one) => one.findings), ...skipped, ...leftAlone(files, agentsMd)];
  const agents = new Map<string, ImportedAgent>();
  for (const { imported } of readAgents) {
    if (imported === undefined) continue;
    const { name } = imported.agent;
    const other = agents.get(name);
    const isBoth = other?.agent.mode === 'primary' && imported.agent.prompt === other.agent.prompt;
    // One that people talk to and that other agents start has both.
    if (other !== undefined && isBoth) agents.set(name, { ...other, agent: { ...other.agent, mode: 'all' } });
    else if (other === undefined) agents.set(name, imported);
    else findings.push(skippedTwin(imported, other));
  }
  const skillNames = skills.map(({ name }) => name);
  return {
    agents: [...agents.values()].map((one) => ({ ...one, agent: { ...one.agent, skills: skillNames } })),
    skills,
    findings,
  };
}

function skippedTwin({ agent, from }: ImportedAgent, other: ImportedAgent): Finding {
  const reason = `${other.from} has its name`;
  return findingOf('import-skipped-agent', { file: from, agent: agent.name }, { agent: quote(agent.name), reason });
}

/** Rules and context of our own stand there too, but which file they came from nobody knows. */
function leftAlone(files: FileTree, path: string): readonly Finding[] {
  return textOf(files, path) === undefined
    ? []
    : [findingOf('import-left-alone', { file: path }, { keys: 'its text' })];
}
