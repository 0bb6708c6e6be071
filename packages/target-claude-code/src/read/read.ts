import {
  type FileTree,
  type Finding,
  type Imported,
  type ImportedAgent,
  type Question,
  type ReadOptions,
} from '@canonry/core';
import { newNames, withoutRepetitions } from '@canonry/core/reading';
import { readSetups } from '../decide/setup.js';
import { buildAgent } from './build-agent.js';
import { guardedIn } from './guarded.js';
import { readAgents, type HarnessAgent } from './read-agents.js';
import { readSettingsFiles } from './read-settings.js';
import { readSkills } from './read-skills.js';

/** The way back: what Claude Code's files say, as agents of canonry that may do no more than Claude Code would let them. */
export function read(files: FileTree, { asWritten = new Set() }: ReadOptions = {}): Imported {
  const { agents: found, findings: skipped } = readAgents(files);
  const guarded = guardedIn(files, asWritten);
  const isGuarded = found.length > 0 && found.every((agent) => guarded.policiesOf(agent) !== undefined);
  const { rules, findings: remarks } = readSettingsFiles(files, isGuarded);
  const { skills, findings: skippedSkills } = readSkills(files);
  const names = newNames(found.map(({ key }) => ({ key, wanted: key })));
  const renamed = new Map([...names].filter(([key, name]) => key !== name));
  const findings: Finding[] = [...remarks, ...skipped, ...skippedSkills];
  const agents: ImportedAgent[] = [];
  for (const agent of found) {
    const settings = readSetups(files, questionFor(agent))[0]?.settings;
    if (settings === undefined) continue;
    const policies = settings.hooksDisabled ? undefined : guarded.policiesOf(agent);
    const built = buildAgent(agent, {
      name: names.get(agent.key) ?? agent.key,
      ...(policies === undefined ? {} : { guarded: policies }),
      reading: { rules, says: agent.says, settings, renamed },
      skills: skills.map(({ name }) => name),
    });
    agents.push(built.imported);
    findings.push(...built.findings);
  }
  return {
    agents,
    skills,
    findings: withoutRepetitions(findings),
    ...(isGuarded ? { enforcement: 'guard' } : {}),
  };
}

/** Agents are read as those that others start, in a project that the person trusts. */
function questionFor({ key }: HarnessAgent): Question {
  const place = { home: '/home', project: '/project', pathPrefix: '', scope: 'project', trusted: true } as const;
  return { ...place, agent: key, role: 'subagent', tool: '*', input: '' };
}
