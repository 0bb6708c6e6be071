import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { acceptLosses, hasErrors, quote, type Diagnostic, type Finding, type Host, type Roster } from '@canonry/core';
import { loadHosts, type LoadedHosts, type LoadedRoster } from '@canonry/core/node';
import type { Io } from '../io.js';
import { loadProject } from '../load-project.js';
import type { OutputValues } from '../output-options.js';
import { overrideModels } from '../override-models.js';
import type { PreparedRun, RenderedRoot } from '../prepare-render.js';
import type { TargetEntry } from '../targets.js';
import { isUsageProblem, suggestName, type UsageProblem } from '../usage-problem.js';
import { HOST_TARGET } from './host-target.js';
import { HOST_OWNS, renderHost } from './render-host.js';

/** A host with everything around it. */
export interface LoadedHost {
  /** Absent if it has an error. */
  readonly host?: Host;
  readonly loaded: LoadedRoster;
  readonly hosts: LoadedHosts;
  /** With the models of the command line. */
  readonly roster: Roster;
  readonly known: readonly TargetEntry[];
  /** Of the source and of the host. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the source and renders one host to `--out`, in memory. */
export async function prepareHost(values: OutputValues, io: Io): Promise<PreparedRun | UsageProblem> {
  const problem = findHostProblem(values, io);
  if (problem !== undefined) return problem;
  const found = await loadHost(values, io);
  return isUsageProblem(found) ? found : renderLoadedHost(found, resolve(io.cwd, values.out ?? ''), io);
}

/** Says what is wrong with a command line about a host, before anything is read. */
function findHostProblem({ target = [], host, out }: OutputValues, io: Io): UsageProblem | undefined {
  const isHost = target.includes(HOST_TARGET);
  if (!isHost) return host === undefined ? undefined : { problem: '--host is about -t host' };
  if (target.length > 1) return { problem: '-t host stands alone: a host has homes with harnesses of its own' };
  if (out === undefined) return { problem: '-t host needs --out, the directory that stands for / of that machine' };
  if (!isRootOfMachine(resolve(io.cwd, out))) return undefined;
  return {
    problem:
      '--out / would write to this machine; that is what canonry host install does, and canonry host check looks',
  };
}

/** The host that `--host` names; it may be left out where there is only one. */
export async function loadHost(values: OutputValues, io: Io): Promise<LoadedHost | UsageProblem> {
  io.progress?.('reading the source');
  const project = await loadProject({ ...values, target: undefined }, io);
  if (isUsageProblem(project)) return project;
  const { loaded, targets: known } = project;
  const harnesses = known.filter(({ load }) => load !== undefined);
  const overridden = overrideModels(values.model ?? [], loaded.roster.project, {
    agents: loaded.roster.agents.map(({ name }) => name),
    targets: harnesses,
  });
  if (isUsageProblem(overridden)) return overridden;
  const roster = { ...loaded.roster, project: overridden };
  const source = { loaded, roster, known };
  // An account of an agent with an error would be one of an agent that is none.
  if (hasErrors(loaded.diagnostics)) return { ...source, hosts: noHosts(loaded), diagnostics: loaded.diagnostics };
  const options = { root: loaded.root, roster, harnesses: harnesses.map(({ name }) => name) };
  const listed = await loadHosts({ ...options, only: '' });
  const named = nameOfHost(values.host, listed.names);
  if (isUsageProblem(named)) {
    const diagnostics = [...loaded.diagnostics, ...listed.diagnostics];
    return hasErrors(diagnostics) ? { ...source, hosts: listed, diagnostics } : named;
  }
  const hosts = await loadHosts({ ...options, only: named.name });
  const host = hosts.hosts.find(({ name }) => name === named.name);
  const diagnostics = [...loaded.diagnostics, ...hosts.diagnostics];
  return { ...(host !== undefined && { host }), ...source, hosts, diagnostics };
}

function noHosts({ locate }: LoadedRoster): LoadedHosts {
  return { hosts: [], names: [], diagnostics: [], locate };
}

function nameOfHost(asked: string | undefined, names: readonly string[]): { readonly name: string } | UsageProblem {
  const [only, ...others] = asked === undefined ? names : [asked];
  if (only === undefined) return { problem: 'there is no host; write one as hosts/NAME.toml' };
  if (others.length > 0) return { problem: `--host is missing; ${suggestName('', [only, ...others])}` };
  if (names.includes(only)) return { name: only };
  return { problem: `there is no host ${quote(only)}; ${suggestName(only, names)}` };
}

/** The tree of a loaded host, as a run that writes it below a directory. */
export async function renderLoadedHost(found: LoadedHost, out: string, io: Io): Promise<PreparedRun> {
  const { host, loaded, roster, known } = found;
  const run = { loaded, roster, known: hostParts(), isHost: true } as const;
  if (host === undefined || hasErrors(found.diagnostics)) return { ...run, roots: [], diagnostics: found.diagnostics };
  io.progress?.(`rendering the host ${host.name}`);
  const named = new Set(host.accounts.flatMap(({ harnesses }) => harnesses));
  const entries = known.filter(({ name }) => named.has(name));
  const harnesses = await Promise.all(entries.flatMap(({ load }) => (load === undefined ? [] : [load()])));
  const { rendered, findings } = renderHost({ host, roster, harnesses });
  const diagnostics = [...found.diagnostics, ...(await locateAll(acceptedIn(findings, found), found))];
  return { ...run, roots: hasErrors(diagnostics) ? [] : [rootOf(out, rendered)], diagnostics };
}

/** A run after which nothing of a host is left below a directory. */
export function nothingOf({ loaded, roster }: LoadedHost, out: string): PreparedRun {
  return { loaded, roster, known: hostParts(), isHost: true, roots: [rootOf(out, [])], diagnostics: [] };
}

function hostParts(): readonly TargetEntry[] {
  return [...HOST_OWNS].map(([name, owns]) => ({ name, owns, enforcement: 'declarative', options: [] }));
}

/** The tree of a machine is of one source alone. */
function rootOf(out: string, rendered: RenderedRoot['rendered']): RenderedRoot {
  return { out, prefix: '', source: '', scopes: [], targets: [], rendered, filesOf: () => new Map(), pathPrefix: '' };
}

/** What canonry.toml accepts of a harness, it accepts in homes. Which entries accept nothing only a whole project can tell. */
function acceptedIn(findings: readonly Finding[], { loaded, roster }: LoadedHost): readonly Finding[] {
  return acceptLosses(findings, { accept: roster.project.accept, file: loaded.projectFile, targets: [] });
}

async function locateAll(
  findings: readonly Finding[],
  { loaded, hosts, host }: LoadedHost,
): Promise<readonly Diagnostic[]> {
  const isAboutHost = ({ file }: Finding): boolean => file === host?.file;
  return [
    ...(await loaded.locate(findings.filter((finding) => !isAboutHost(finding)))),
    ...(await hosts.locate(findings.filter(isAboutHost))),
  ];
}

export function isRootOfMachine(path: string): boolean {
  try {
    return realpathSync(path) === '/';
  } catch {
    return false;
  }
}
