import { decodeText } from '../decode-text.js';
import { findingOf, type Finding } from '../diagnostic.js';
import { nearest } from '../did-you-mean.js';
import { LIMITS } from '../limits.js';
import { findUnportable } from '../find-unportable.js';
import { quote } from '../text/quote.js';
import { isFinding, listSourceDirectory, readSourceFile, type SourceRoot } from './source-files.js';

export const AGENT_FILE = 'agent.toml';
export const PROMPT_FILE = 'system-prompt.md';

/** The two files of one agent as far as they could be read. */
export interface AgentFiles {
  /** Path below the source root. */
  readonly directory: string;
  readonly toml?: string;
  readonly prompt?: string;
}

export interface FoundAgents {
  readonly agents: readonly AgentFiles[];
  readonly findings: readonly Finding[];
  /** The directories that do not exist. */
  readonly absent: readonly string[];
}

/** Reads the agents below the directories, and says what is there but cannot be one. */
export function readAgents(root: SourceRoot, directories: readonly string[]): FoundAgents {
  const agents: AgentFiles[] = [];
  const findings: Finding[] = [];
  const absent: string[] = [];
  const isNamed = (path: string): boolean =>
    directories.some((named) => named === path || named.startsWith(`${path}/`));
  for (const directory of directories) {
    const entries = listSourceDirectory(root, directory);
    if (entries === undefined) absent.push(directory);
    else if (isFinding(entries)) findings.push(entries);
    else
      for (const entry of entries) {
        if (entry.name.startsWith('.') || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
        // One directory of agents may be below another: it is no agent itself.
        if (isNamed(`${directory}/${entry.name}`)) continue;
        const read = readAgent(root, directory, entry.name);
        agents.push(...read.agents);
        findings.push(...read.findings);
      }
  }
  return { agents, findings, absent };
}

function readAgent(root: SourceRoot, parent: string, agent: string): { agents: AgentFiles[]; findings: Finding[] } {
  const directory = `${parent}/${agent}`;
  if (agent.includes('\uFFFD')) return { agents: [], findings: findUnportable([directory]) };
  const entries = listSourceDirectory(root, directory) ?? [];
  // A link to a file is no agent, like any other file here.
  if (isFinding(entries))
    return { agents: [], findings: entries.code === 'not-a-directory' ? [] : [{ ...entries, agent }] };

  const names = entries.map(({ name }) => name);
  const missing = explainMissing(directory, names, agent);
  if (!names.includes(AGENT_FILE) && !names.includes(PROMPT_FILE)) return { agents: [], findings: missing };
  const toml = readText(root, `${directory}/${AGENT_FILE}`, LIMITS.toml);
  const prompt = readText(root, `${directory}/${PROMPT_FILE}`, LIMITS.prompt);
  const findings = [toml, prompt].filter((text) => typeof text === 'object').map((finding) => ({ ...finding, agent }));
  return {
    agents: [
      { directory, ...(typeof toml === 'string' ? { toml } : {}), ...(typeof prompt === 'string' ? { prompt } : {}) },
    ],
    findings: [...findings, ...missing],
  };
}

function explainMissing(directory: string, names: readonly string[], agent: string): Finding[] {
  const hasToml = names.includes(AGENT_FILE);
  const hasPrompt = names.includes(PROMPT_FILE);
  if (hasToml && hasPrompt) return [];
  const wanted = hasToml ? PROMPT_FILE : AGENT_FILE;
  const guess = nearest(
    wanted,
    names.filter((name) => name !== AGENT_FILE && name !== PROMPT_FILE),
  );
  const hint = guess === undefined ? undefined : `rename ${quote(guess)} to ${wanted}`;
  if (hasToml) return [findingOf('missing-prompt', { file: `${directory}/${AGENT_FILE}`, agent }, { directory }, hint)];
  if (hasPrompt)
    return [findingOf('missing-agent-toml', { file: `${directory}/${PROMPT_FILE}`, agent }, { directory }, hint)];
  return [findingOf('not-an-agent', { file: directory }, { directory }, hint)];
}

/** A text of the source, or why it is none. `undefined` if there is no such file. */
export function readText(root: SourceRoot, file: string, limit: number): string | Finding | undefined {
  const entry = readSourceFile(root, file, limit);
  if (entry === undefined || isFinding(entry)) return entry;
  return decodeText(entry.bytes, { file });
}
