import { keptFor, type AgentDefinition, type FileTree } from '@canonry/core';
import { readFrontMatter } from './front-matter.js';
import { readHooks, type Hook } from './hook.js';
import { isList, isRecord, isText, type PlainRecord } from './plain-value.js';
import { textOf } from './text-of.js';

/** What an agent's file says about permissions. */
export interface AgentFile {
  readonly name: string;
  /** The tools that it names; absent if it takes over all. */
  readonly tools?: readonly string[];
  readonly disallowed: readonly string[];
  /** The agents that it may start as the one that a person talks to; absent if any. */
  readonly startable?: readonly string[];
  readonly mode: unknown;
  readonly hooks: readonly Hook[];
  /** Skills whose text a subagent gets when it is started. */
  readonly skills: readonly string[];
}

export interface FoundAgent extends AgentFile {
  readonly path: string;
  /** It lies in the home of a person, beside the files of a project. */
  readonly isPersonal: boolean;
}

/**
 * The agents of that name in any directory below `.claude/agents`: those of the project, or else of the person. Claude Code
 * takes one of them, in the order in which the file system lists the files.
 */
export function findAgents(files: FileTree, name: string): readonly FoundAgent[] {
  const all = agentsIn(files).filter((agent) => agent.name === name);
  const ofProject = all.filter(({ isPersonal }) => !isPersonal);
  return ofProject.length > 0 ? ofProject : all;
}

/** Every file that Claude Code takes for an agent of the place itself. */
export function definitions(files: FileTree): readonly AgentDefinition[] {
  return agentsIn(files).flatMap(({ name, path, isPersonal }) => (isPersonal ? [] : [{ name, path }]));
}

function agentsIn(files: FileTree): readonly FoundAgent[] {
  return keptAgents(files, () =>
    agentPaths(files).flatMap((path) => {
      const front = readFrontMatter(textOf(files, path) ?? '');
      const agent = front === undefined ? undefined : readAgent(front);
      return agent === undefined ? [] : [{ ...agent, path, isPersonal: path.startsWith('~/') }];
    }),
  );
}

/** The same files are asked about many times. */
const keptAgents = keptFor<readonly FoundAgent[]>();

/** Where agents may be, in the order in which Claude Code looks. */
export function agentPaths(files: FileTree): readonly string[] {
  const paths = [...files.keys()].filter((path) => /^(?:~\/)?\.claude\/agents\/.*\.md$/s.test(path));
  // The tilde comes behind the full stop.
  return paths.toSorted(byCodeUnits);
}

/** Undefined if Claude Code finds no agent in it. */
export function readAgent(front: PlainRecord): AgentFile | undefined {
  const { name, description, tools, disallowedTools, permissionMode, hooks, skills } = front;
  if (!isText(name) || name.includes(':') || !isText(description) || description === '') return undefined;
  const read = readHooks(hooks);
  if (read === undefined || (hooks !== undefined && !isRecord(hooks))) return undefined;
  const named = Object.hasOwn(front, 'tools') ? toolNames(tools) : ['*'];
  return {
    name,
    ...(named.includes('*') ? {} : { tools: named }),
    disallowed: toolNames(disallowedTools),
    ...startableBy(tools),
    mode: permissionMode,
    hooks: read,
    skills: toolNames(skills),
  };
}

/** Text is divided at commas and spaces outside of parentheses. What stands in parentheses is ignored: the tool counts. */
function toolNames(value: unknown): readonly string[] {
  const texts = isText(value) ? [value] : isList(value) ? value.filter(isText) : [];
  return texts
    .flatMap((text) => text.replaceAll(/\([^()]*\)/g, '').split(/[, ]+/))
    .filter((name) => name !== '')
    .map((name) => (name === 'Task' ? 'Agent' : name));
}

function startableBy(tools: unknown): Pick<AgentFile, 'startable'> {
  const texts = isText(tools) ? [tools] : isList(tools) ? tools.filter(isText) : [];
  const lists = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:Agent|Task)\(([^()]*)\)/g)].map(([, names = '']) => names),
  );
  if (lists.length === 0) return {};
  return { startable: lists.flatMap((names) => names.split(',').map((name) => name.trim())) };
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
