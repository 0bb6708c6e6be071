import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Agent } from '../agent.js';
import { checkPrompt } from '../check-prompt.js';
import { findingOf, severityOf, type Diagnostic, type Finding } from '../diagnostic.js';
import { nearest } from '../did-you-mean.js';
import { findDuplicateAgents } from '../find-duplicate-agents.js';
import { LIMITS } from '../limits.js';
import { parseAgent, type ParsedAgent } from '../parse-agent.js';
import { checkMentions, parseProject, type DirectoryMention, type ParsedProject } from '../parse-project.js';
import type { TargetDeclaration } from '../project.js';
import type { Roster } from '../roster.js';
import { mayBeNewerToml } from '../toml-version.js';
import { quote } from '../text/quote.js';
import { agentsDirectory, findSource, LOCAL_PROJECT_FILE, PROJECT_FILE, whyNotADirectory } from './find-source.js';
import { locate } from './locate.js';
import { AGENT_FILE, PROMPT_FILE, readAgents, readText, type AgentFiles } from './read-agents.js';
import { readReferences } from './read-references.js';
import { isFinding, listSourceDirectory, openSourceRoot, type SourceRoot } from './source-files.js';

export interface LoadOptions {
  /** A project root, or an agents directory. */
  readonly source: string;
  /** The canonry.toml to use instead of the one in the source root. */
  readonly config?: string;
  /** Take `source` for an agents directory, whatever it holds. */
  readonly isAgentsDirectory?: boolean;
  /** Targets that canonry.toml may name, with the options they know. Without it, target sections are not checked. */
  readonly targets?: readonly TargetDeclaration[];
  /** Also say where policies do not mean what they seem to: rules that never decide, delegation that widens, … */
  readonly lint?: boolean;
}

export interface LoadedRoster {
  /** The source root, absolute. */
  readonly root: string;
  /** Agents with an error are left out. */
  readonly roster: Roster;
  /** Where canonry.toml is or would be, below the source root. */
  readonly projectFile: string;
  /** False where nobody has written one. */
  readonly hasProjectFile: boolean;
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Finds the lines of findings that somebody else has about this source. */
  readonly locate: (findings: readonly Finding[]) => Promise<readonly Diagnostic[]>;
}

/** Reads a source and says everything that is wrong with it. Throws only for bugs of ours. */
export async function loadRoster(options: LoadOptions): Promise<LoadedRoster> {
  const place = options.isAgentsDirectory === true ? agentsDirectory(options.source) : findSource(options.source);
  const texts = new Map<string, string>();
  const locateHere = (about: readonly Finding[]): Promise<readonly Diagnostic[]> => locate(about, texts);
  if (isFinding(place)) {
    const root = resolve(options.source);
    return {
      root,
      roster: EMPTY_ROSTER,
      projectFile: PROJECT_FILE,
      hasProjectFile: false,
      diagnostics: await locateHere([place]),
      locate: locateHere,
    };
  }
  const root = openSourceRoot(place.root);

  const projectFiles = readProject(root, options, texts);
  const { project, mentions } = projectFiles;
  const directories = place.agents === undefined ? project.agents : [place.agents];
  const files = readAgents(root, directories);
  const absent = place.agents === undefined ? explainAbsence(root, projectFiles.directories, files.absent) : [];
  const parsed = files.agents.map((agent) => parseFiles(agent, texts));
  const references = await readReferences(
    root,
    parsed.flatMap((agent) => agent.references),
  );
  for (const [path, text] of references.texts) texts.set(path, text);

  const findings = [
    ...projectFiles.findings,
    ...absent,
    ...files.findings,
    ...parsed.flatMap((agent) => agent.findings),
    ...findDuplicateAgents(parsed),
    ...references.findings,
    ...checkMentions(mentions, parsed.flatMap(namesOf)),
  ];
  findings.push(...(await findNewerTomlIn(texts, findings)));
  const isExplained = [...projectFiles.findings, ...absent, ...files.findings].some(concernsDirectories);
  if (files.agents.length === 0 && !isExplained) findings.push(explainEmptiness(directories));
  const agents = soundAgents(parsed, findings);
  if (options.lint === true) findings.push(...(await lint(agents)));
  return {
    root: place.root,
    roster: {
      agents,
      skills: references.skills,
      rules: references.rules,
      context: references.context,
      project,
    },
    projectFile: projectPath(place.root, options.config),
    hasProjectFile: projectFiles.exists,
    diagnostics: await locateHere(findings),
    locate: locateHere,
  };
}

type Texts = Map<string, string>;

const EMPTY_ROSTER: Roster = {
  agents: [],
  skills: [],
  rules: [],
  context: [],
  project: parseProject({}, undefined).project,
};

/** As findings about it name it. */
function projectPath(root: string, config: string | undefined): string {
  return config === undefined ? PROJECT_FILE : relative(root, resolve(config)).replaceAll('\\', '/');
}

interface ReadProject extends ParsedProject {
  readonly exists: boolean;
}

function readProject(root: SourceRoot, { config, targets }: LoadOptions, texts: Texts): ReadProject {
  const reason = config === undefined ? undefined : whyNotADirectory(dirname(resolve(config)));
  if (config !== undefined && reason !== undefined)
    return { ...parseProject({}, targets), exists: false, findings: [explainConfig(config, reason)] };
  const directory = config === undefined ? root : openSourceRoot(dirname(resolve(config)));
  const unreadable: Finding[] = [];
  const read = (name: string): { file: string; text: string } | undefined => {
    const text = readText(directory, name, LIMITS.toml);
    const file = relative(root.path, join(directory.path, name)).replaceAll('\\', '/');
    if (typeof text === 'object') unreadable.push({ ...text, file });
    if (typeof text !== 'string') return undefined;
    texts.set(file, text);
    return { file, text };
  };
  const main = read(config === undefined ? PROJECT_FILE : basename(config));
  const local = read(LOCAL_PROJECT_FILE);
  if (config !== undefined && main === undefined && unreadable.length === 0)
    unreadable.push(explainConfig(config, 'it does not exist'));
  const parsed = parseProject({ ...(main && { main }), ...(local && { local }) }, targets);
  return {
    ...parsed,
    exists: main !== undefined || local !== undefined,
    findings: [...unreadable, ...parsed.findings],
  };
}

function explainConfig(path: string, reason: string): Finding {
  return findingOf(
    'no-source',
    { file: path },
    { path, reason },
    'name the file that is the canonry.toml of the project',
  );
}

/** Both files of an agent, whatever is wrong with the other one. */
function parseFiles({ directory, toml, prompt }: AgentFiles, texts: Texts): ParsedAgent {
  const file = `${directory}/${AGENT_FILE}`;
  const promptFile = `${directory}/${PROMPT_FILE}`;
  const agent = basename(directory);
  if (toml !== undefined) texts.set(file, toml);
  if (prompt !== undefined) texts.set(promptFile, prompt);
  const parsed =
    toml === undefined
      ? { file, findings: [], references: [] }
      : parseAgent({ file, directory: agent, toml, prompt: prompt ?? '' });
  const remarks = prompt === undefined ? [] : checkPrompt(prompt, { file: promptFile, agent });
  return { ...parsed, findings: [...parsed.findings, ...remarks] };
}

/** The agents about which no finding is an error, in either of their files, sorted by name. */
function soundAgents(parsed: readonly ParsedAgent[], findings: readonly Finding[]): readonly Agent[] {
  const broken = new Set(findings.filter(({ code }) => severityOf(code) === 'error').map(({ file }) => dirname(file)));
  return parsed
    .flatMap(({ agent }) => agent ?? [])
    .filter(({ file }) => !broken.has(dirname(file)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What an agent may be called elsewhere: what it claims, and what its directory says, also if the two differ. */
function namesOf({ name, file }: ParsedAgent): string[] {
  return [...(name === undefined ? [] : [name]), basename(dirname(file))];
}

/** Directories of agents that canonry.toml names and nobody made. */
function explainAbsence(root: SourceRoot, mentions: readonly DirectoryMention[], absent: readonly string[]): Finding[] {
  const entries = absent.length === 0 ? [] : (listSourceDirectory(root, '.') ?? []);
  const siblings = isFinding(entries) ? [] : entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return mentions
    .filter(({ directory }) => absent.includes(directory))
    .map(({ file, path, directory }) => {
      const guess = nearest(directory, siblings);
      const hint =
        guess === undefined ? `create ${directory}/, or take it out of the list` : `did you mean ${quote(guess)}?`;
      const parameters = { value: quote(directory), reason: 'it does not exist' };
      return findingOf('invalid-directory', { file, place: { kind: 'value', path } }, parameters, hint);
    });
}

/** True for an error after which nobody can say where agents are. */
function concernsDirectories({ code, place }: Finding): boolean {
  return severityOf(code) === 'error' && !('path' in place && place.path[0] !== 'agents');
}

function explainEmptiness(directories: readonly string[]): Finding {
  const pattern = directories.map((directory) => `${directory}/*/${AGENT_FILE}`).join(', ');
  return findingOf('no-agents', { file: directories[0] ?? '.' }, { pattern });
}

/** Proofs about policies take automata, which most commands do without. */
async function lint(agents: readonly Agent[]): Promise<readonly Finding[]> {
  const { lintPolicies } = await import('../policy/lint-policies.js');
  return lintPolicies(agents);
}

async function findNewerTomlIn(
  texts: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): Promise<readonly Finding[]> {
  const refused = new Set(findings.filter(({ code }) => isAboutSyntax(code)).map(({ file }) => file));
  const doubtful = [...texts].filter(
    ([file, text]) => !file.endsWith('.md') && !refused.has(file) && mayBeNewerToml(text),
  );
  if (doubtful.length === 0) return [];
  const { findNewerToml } = await import('../toml-positions.js');
  return doubtful.flatMap(([file, text]) => findNewerToml(text, file));
}

/** The document has no meaning, or a date or time, which 1.1 also writes in a new way. */
function isAboutSyntax(code: Finding['code']): boolean {
  return code === 'toml-syntax' || code === 'too-complex' || code === 'toml-datetime';
}
