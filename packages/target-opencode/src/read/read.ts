import {
  findingOf,
  quote,
  type FileTree,
  type Finding,
  type Imported,
  type ImportedAgent,
  type ReadOptions,
} from '@canonry/core';
import { isPrompt, newNames, withoutRepetitions, type SourceFile } from '@canonry/core/reading';
import { buildAgent, placeIn } from './build-agent.js';
import { collectAgents, type HarnessAgent, type HarnessConfig } from './collect-agents.js';
import { rulesOf, type HarnessRule } from './harness-rule.js';
import { readLayers } from './layers.js';
import { promptText } from './prompt-text.js';
import { readSkills } from './read-skills.js';

/** The way back: what OpenCode's files say, as agents of canonry that may do no more than OpenCode would let them. */
export function read(files: FileTree, { pathPrefix = '', asWritten = new Set() }: ReadOptions = {}): Imported {
  const { layers, bodies, findings: unreadable } = readLayers(files);
  const config = collectAgents(layers);
  const { skills, findings: skipped } = readSkills(files);
  const findings: Finding[] = [...unreadable, ...config.findings, ...skipped, ...findVariables(config)];

  const prompts = new Map<HarnessAgent, string>();
  for (const agent of config.agents) {
    const prompt = promptOf(agent, files, bodies);
    if (typeof prompt === 'object') findings.push(prompt);
    else {
      const reason = whySkipped(agent, prompt);
      if (reason === undefined) prompts.set(agent, prompt);
      else
        findings.push(
          findingOf('import-skipped-agent', placeIn(agent, [], agent.key), { agent: quote(agent.key), reason }),
        );
    }
  }
  const names = newNames([...prompts.keys()].map(({ key }) => ({ key, wanted: key })));
  const renamed = new Map([...names].filter(([key, name]) => key !== name));
  const globalRules = globalRulesOf(config);
  const agents: ImportedAgent[] = [];
  for (const [agent, prompt] of prompts) {
    const name = names.get(agent.key) ?? agent.key;
    const built = buildAgent(agent, {
      name,
      wanted: agent.key,
      prompt,
      globalRules,
      skills: skills.map((skill) => skill.name),
      asWritten,
      pathPrefix,
      servers: config.mcpServers,
      renamed,
    });
    agents.push(built.imported);
    findings.push(...built.findings);
  }
  return { agents, skills, findings: withoutRepetitions(findings), ...optionsFor(agents) };
}

/** OpenCode reads two directories, and canonry writes into one: that in which the agents are, if they all are in one. */
function optionsFor(agents: readonly ImportedAgent[]): Pick<Imported, 'options'> {
  const directories = new Set(agents.map(({ from }) => DIRECTORY.exec(from)?.[1] ?? ''));
  directories.delete('');
  return directories.size === 1 && directories.has('agents')
    ? { options: new Map([['agents_directory', 'agents']]) }
    : {};
}

const DIRECTORY = /^(?:\.opencode|\.config\/opencode)\/(agents?)\//;

function globalRulesOf({ permission, permissionSources }: HarnessConfig): readonly HarnessRule[] {
  return rulesOf(permission, (path) => {
    const whole = ['permission', ...path];
    const source = permissionSources.find(({ data }) => data.has('permission')) ?? permissionSources[0];
    return source === undefined ? { file: '' } : { file: source.file, place: source.placeOf(whole) };
  });
}

/** The text of the last file, even of an empty one; a prompt in JSON only counts without a file. */
function promptOf(
  { key, config, sources }: HarnessAgent,
  files: FileTree,
  bodies: ReadonlyMap<SourceFile, string>,
): string | Finding {
  const body = sources.map(({ source }) => bodies.get(source)).find((text) => text !== undefined);
  if (body !== undefined) return body;
  const said = sources.find(({ source, path }) => path.length > 0 && source.data.size > 0);
  const prompt = config.get('prompt');
  const file = said?.source.file ?? '';
  const directory = file.split('/').slice(0, -1).join('/');
  return typeof prompt === 'string' ? promptText(prompt, files, directory, { file, agent: key }) : '';
}

/** OpenCode's own agents, whose rules come between its defaults and those of a configuration. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'build',
  'plan',
  'general',
  'explore',
  'compaction',
  'title',
  'summary',
]);

function whySkipped({ key, config }: HarnessAgent, prompt: string): string | undefined {
  if (config.get('disable') === true) return 'it is disabled';
  if (BUILT_IN.has(key)) return 'it changes an agent of OpenCode itself, which has rules of its own';
  return isPrompt(prompt) ? undefined : 'it has no prompt, so OpenCode uses its own';
}

/** OpenCode puts an environment variable into any text of a JSON file: what it restricts is then unknown. */
function findVariables({ permission, agents, permissionSources }: HarnessConfig): readonly Finding[] {
  const everywhere = [permission, ...agents.map(({ config }) => config.get('permission'))];
  const variable = everywhere.map(findVariable).find((text) => text !== undefined);
  const [first] = permissionSources;
  if (variable === undefined || first === undefined) return [];
  return [findingOf('import-variable', { file: first.file }, { key: 'permission', variable: quote(variable) })];
}

function findVariable(value: unknown): string | undefined {
  if (typeof value === 'string') return /\{(?:env|file):[^}]+\}/.exec(value)?.[0];
  if (!(value instanceof Map)) return undefined;
  for (const [key, item] of value) {
    const found = findVariable(key) ?? findVariable(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
