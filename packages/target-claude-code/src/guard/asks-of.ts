import type { Ask, GuardPolicies } from '@canonry/core/guard';
import { RESOURCE_TOOLS, type Call } from '../decide/calls-for.js';
import { agentsMeant, skillsMeant } from './names-meant.js';

type Guarded = GuardPolicies['agents'][number];

/** The same as in the program: everything that a call does, in the words of agent.toml. */
export function asksOf({ tool, input }: Call, agents: readonly Guarded[], own: Guarded | undefined): readonly Ask[] {
  if (RESOURCE_TOOLS.includes(tool)) return [{ tool: input, subject: '' }];
  const ours = OURS.get(tool);
  if (ours === undefined) return [{ tool: tool.startsWith('mcp__') ? tool : '*', subject: '' }];
  if (ours === 'task') return agentsMeant(input, agents, own).map((subject) => ({ tool: ours, subject }));
  if (ours === 'skill') return skillsMeant(input).map((subject) => ({ tool: ours, subject }));
  return [{ tool: ours, subject: WITHOUT_SUBJECT.has(ours) ? '' : input }];
}

const OURS: ReadonlyMap<string, string> = new Map([
  ['Bash', 'bash'],
  ['Read', 'read'],
  ['Write', 'edit'],
  ['Edit', 'edit'],
  ['NotebookEdit', 'edit'],
  ['Glob', 'glob'],
  ['Grep', 'grep'],
  ['WebFetch', 'webfetch'],
  ['WebSearch', 'websearch'],
  ['AskUserQuestion', 'question'],
  ['Agent', 'task'],
  ['Skill', 'skill'],
  ['TaskCreate', 'todo'],
  ['TaskUpdate', 'todo'],
]);

const WITHOUT_SUBJECT: ReadonlySet<string> = new Set(['question', 'todo']);
