import { keptFor, type FileTree, type Question } from '@canonry/core';
import { defaults, nativeAgents } from './factory.js';
import { isDictionary, type Dictionary } from './merge.js';
import { readPermission } from './permission-schema.js';
import { toolOutputDirectory, type Place } from './place.js';
import { readConfigs } from './read-config.js';
import { rulesOf, type HarnessRule } from './rules.js';
import { skillDirectories } from './skill-directories.js';

/** What holds for the agent of a question. */
export interface AgentRules {
  readonly rules: readonly HarnessRule[];
  /** How many levels of agents may start each other. */
  readonly depth: number;
}

/** One entry for each agent that this may be: more than one where OpenCode leaves it to chance, none where it refuses to work. */
export function rulesFor(files: FileTree, question: Question, place: Place): readonly AgentRules[] {
  const asker = [question.agent, question.role, question.scope, place.home, place.directory, place.worktree].join('\0');
  return keptRules(files, () => readRules(files, question, place), asker);
}

/** What was read for one question about some files holds for all that the same agent asks. */
const keptRules = keptFor<readonly AgentRules[]>();

function readRules(files: FileTree, question: Question, place: Place): readonly AgentRules[] {
  const skills = skillDirectories(files, question, place);
  return readConfigs(files, question.scope).flatMap((config) => rulesIn(config, skills, question, place));
}

/** Defaults, what a native agent adds, the rules for all agents, the agent's own; then what OpenCode appends. */
function rulesIn(
  config: Dictionary,
  skills: readonly string[],
  question: Question,
  place: Place,
): readonly AgentRules[] {
  const name = question.agent ?? factoryAgent(config, question.role);
  const keys = agentOf(config, name);
  // An agent that is switched off cannot be asked for anything.
  if (keys?.['disable'] === true) return [];
  const rules = [
    defaults(place, skills),
    nativeAgents(place, skills).get(name) ?? {},
    readPermission(config['permission'] ?? {}) ?? {},
    readPermission(keys?.['permission'] ?? {}) ?? {},
  ].flatMap((permission) => rulesOf(permission, place.home));
  const { subagent_depth: depth = 1 } = config;
  const session = question.role === 'subagent' ? sessionRules(rules) : [];
  return [{ rules: [...rules, ...outputRule(rules, place), ...session], depth: typeof depth === 'number' ? depth : 1 }];
}

function factoryAgent(config: Dictionary, role: Question['role']): string {
  if (role === 'subagent') return 'general';
  return typeof config['default_agent'] === 'string' ? config['default_agent'] : 'build';
}

function agentOf(config: Dictionary, name: string): Dictionary | undefined {
  const section = config['agent'];
  const keys = isDictionary(section) && Object.hasOwn(section, name) ? section[name] : undefined;
  return isDictionary(keys) ? keys : undefined;
}

/** The directory of long outputs is opened last, unless a rule denies exactly that. */
function outputRule(rules: readonly HarnessRule[], { home }: Place): readonly HarnessRule[] {
  const pattern = `${toolOutputDirectory(home)}/*`;
  const isClosed = rules.some(
    (rule) => rule.permission === 'external_directory' && rule.action === 'deny' && rule.pattern === pattern,
  );
  return isClosed ? [] : [{ permission: 'external_directory', pattern, action: 'allow' }];
}

/** An agent that was started by another may neither plan nor start more, unless some rule names exactly that. */
function sessionRules(rules: readonly HarnessRule[]): readonly HarnessRule[] {
  return ['todowrite', 'task']
    .filter((tool) => !rules.some(({ permission }) => permission === tool))
    .map((permission) => ({ permission, pattern: '*', action: 'deny' }));
}
