import { decide, findingOf, quoteList, type Agent, type Finding, type JsonEntry } from '@canonry/core';
import type { Levers } from './levers.js';
import { TARGET } from './losses.js';
import { holdsBack } from './policies.js';
import { mayUse } from './whole-tools.js';

/** What Claude Code does where no rule about a tool is looked at, and what the settings can say against it: to everybody. */
export interface SharedHolds {
  /** Rules of deny about how a tool is called. */
  readonly deny: readonly string[];
  /** Settings that are true. */
  readonly switches: readonly string[];
}

export interface Held {
  readonly agent: Agent;
  readonly levers: Levers;
}

/** An agent in a worktree of its own has the files of the project where no rule about a path finds them. */
export const IN_A_WORKTREE = 'Agent(isolation:*)';
/** What a skill is given is searched for files to read. */
const WITH_A_FILE = 'Skill(args:*@*)';
export const HOLDS: readonly string[] = [IN_A_WORKTREE, WITH_A_FILE];
/** A skill runs the commands in its text by itself. */
export const SKILL_COMMANDS = 'disableSkillShellExecution';
/** Some skills of Claude Code run as its agent for everything. */
const OWN_SKILLS = 'disableBundledSkills';

export function sharedHolds(all: readonly Held[], { rulesAboutPaths }: { rulesAboutPaths: boolean }): SharedHolds {
  const mayReadMore = all.some((one) => usesSkills(one) && READING.some((tool) => holdsBack(one.agent, tool)));
  const mayStartMore = all.some((one) => usesSkills(one) && mayNotStart(one.agent, 'general-purpose'));
  return {
    deny: [...(rulesAboutPaths ? [IN_A_WORKTREE] : []), ...(mayReadMore ? [WITH_A_FILE] : [])],
    switches: [...(mayRunMore(all) ? [SKILL_COMMANDS] : []), ...(mayStartMore ? [OWN_SKILLS] : [])],
  };
}

const READING = ['read', 'external_directory'];

function usesSkills({ levers }: Held): boolean {
  return mayUse(levers, 'skill');
}

/** The commands of a skill that its file names run when the agent is started. */
export function mayRunMore(all: readonly Held[]): boolean {
  return all.some((one) => (usesSkills(one) || one.agent.skills.length > 0) && holdsBack(one.agent, 'bash'));
}

function mayNotStart(agent: Agent, name: string): boolean {
  const { decision } = decide(agent, 'task', name);
  return decision === 'ask' || decision === 'deny';
}

export function switchEntries(switches: readonly string[]): readonly JsonEntry[] {
  return switches.map((key): JsonEntry => ({ kind: 'value', keys: [key], value: true }));
}

export function switchFindings(switches: readonly string[], [first]: readonly Agent[]): readonly Finding[] {
  if (first === undefined || switches.length === 0) return [];
  const where = { file: first.file, target: TARGET };
  return [findingOf('shared-switch', where, { target: TARGET, switches: quoteList(switches.toSorted()) })];
}
