import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { acceptLosses, formatDiagnostic, hasErrors, renderTargets, type FileEntry, type FileTree, type Enforcement, type Host, type Roster } from '@canonry/core';
import { loadHosts, loadRoster, type LoadedRoster } from '@canonry/core/node';
import { filesOf } from '@canonry/core/testing';
import { targets } from '../../packages/cli/src/targets.js';
import { renderHost } from '../../packages/cli/src/host/render-host.js';
import { rosterTarget } from './roster-target.js';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const INPUTS = join(REPOSITORY, 'tests/inputs');

/** A project to load, and the folder of golden/ that says what comes of it. */
export interface Case {
  readonly name: string;
  readonly input: string;
  readonly golden: string;
}

/** Where the outputs of all targets of a case are, as they are written into one project. */
const TOGETHER = 'all';

/** Every input, and the repository's own agents. */
export function listCases(): readonly Case[] {
  const inputs = readdirSync(INPUTS).map((name) => ({ name, input: join(INPUTS, name) }));
  return [{ name: 'agents', input: REPOSITORY }, ...inputs].map((item) => ({ ...item, golden: join(REPOSITORY, 'golden', item.name) }));
}

/** What golden/<case>/ must hold: the diagnostics and, if none is an error, the files of each target, and of all in one project. */
export async function renderCase({ input }: Case): Promise<FileTree> {
  const { directory, dispose } = await prepareInput(input);
  try {
    const loaded = await loadRoster({ source: directory, targets, lint: true });
    const { roster } = loaded;
    const isRendered = !hasErrors(loaded.diagnostics);
    const { rendered, findings } = isRendered ? await renderEnabled(roster, directory) : NOTHING;
    const accepted = acceptLosses(findings, {
      accept: roster.project.accept,
      file: loaded.projectFile,
      targets: rendered.map(({ target }) => target),
    });
    const hosts = isRendered ? await loadHosts({ root: loaded.root, roster, harnesses: targets.map(({ name }) => name) }) : undefined;
    const diagnostics = [...loaded.diagnostics, ...(await loaded.locate(accepted)), ...(hosts?.diagnostics ?? [])];
    const report = diagnostics.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`).join('\n');
    const files = new Map<string, FileEntry>();
    files.set('DIAGNOSTICS.txt', { bytes: new TextEncoder().encode(report || 'no diagnostics\n'), executable: false });
    if (isRendered) for (const [path, entry] of rosterTarget.render(roster)) files.set(`roster/${path}`, entry);
    // With an error, nothing would be written.
    const written = hasErrors(diagnostics) ? [] : rendered;
    for (const target of written)
      for (const [path, entry] of filesOf([target])) files.set(`${folderOf(target.target, roster)}/${path}`, entry);
    if (written.length > 1) for (const [path, entry] of filesOf(written)) files.set(`${TOGETHER}/${path}`, entry);
    for (const host of hasErrors(diagnostics) ? [] : (hosts?.hosts ?? []))
      for (const [path, entry] of await renderHostFiles(host, loaded)) files.set(path, entry);
    if (input === REPOSITORY) for (const [path, entry] of await renderOtherLevels(loaded, directory)) files.set(path, entry);
    return files;
  } finally {
    dispose();
  }
}

/** Called after the target, and after its level if that is not the usual one. */
function folderOf(name: string, { project }: Roster): string {
  const usual = targets.find((target) => target.name === name)?.enforcement;
  const level = project.targets.get(name)?.enforcement ?? usual;
  return level === usual ? name : `${name}+${level}`;
}

const LEVELS: readonly Enforcement[] = ['declarative', 'guard'];

/** The repository's own agents are shown at every level that a target has, with what is said about it. */
async function renderOtherLevels({ roster, locate }: LoadedRoster, directory: string): Promise<FileTree> {
  const files = new Map<string, FileEntry>();
  for (const { name, enforcement, enforcements = LEVELS, load } of targets) {
    const other = enforcements.find((level) => level !== enforcement);
    const section = roster.project.targets.get(name);
    if (load === undefined || other === undefined || section === undefined) continue;
    const project = { ...roster.project, targets: new Map([[name, { ...section, enforcement: other }]]) };
    const { rendered, findings } = await renderEnabled({ ...roster, project }, directory);
    const folder = folderOf(name, { ...roster, project });
    const diagnostics = await locate(findings);
    const said = diagnostics.map(({ code, severity, agent, message }) => `${severity}[${code}] of ${agent}: ${message}\n`);
    files.set(`DIAGNOSTICS-${folder}.txt`, { bytes: new TextEncoder().encode(said.join('')), executable: false });
    for (const [path, entry] of hasErrors(diagnostics) ? [] : filesOf(rendered)) files.set(`${folder}/${path}`, entry);
  }
  return files;
}

/** The tree of a machine, and what is said about it. */
async function renderHostFiles(host: Host, { roster, locate }: LoadedRoster): Promise<FileTree> {
  const named = new Set(host.accounts.flatMap(({ harnesses }) => harnesses));
  const loading = targets.flatMap(({ name, load }) => (named.has(name) && load !== undefined ? [load()] : []));
  const { rendered, findings } = renderHost({ host, roster, harnesses: await Promise.all(loading) });
  const files = new Map<string, FileEntry>();
  const diagnostics = await locate(findings);
  const said = diagnostics.map(({ code, severity, agent, message }) => `${severity}[${code}]${agent === undefined ? '' : ` of ${agent}`}: ${message}\n`);
  files.set(`DIAGNOSTICS-host-${host.name}.txt`, { bytes: new TextEncoder().encode(said.join('')), executable: false });
  for (const [path, entry] of hasErrors(diagnostics) ? [] : filesOf(rendered)) files.set(`host/${host.name}/${path}`, entry);
  const links = rendered.flatMap(({ outputs }) => outputs.flatMap((output) => (output.kind === 'link' ? [output] : [])));
  const shown = links.map(({ path, destination }) => `${path} -> ${destination}\n`).toSorted();
  if (!hasErrors(diagnostics)) files.set(`LINKS-host-${host.name}.txt`, { bytes: new TextEncoder().encode(shown.join('')), executable: false });
  return files;
}

const NOTHING: ReturnType<typeof renderTargets> = { rendered: [], findings: [] };

/** Each target that the input's canonry.toml enables. A file PATH_PREFIX says where in a Git work tree the input stands for being. */
export async function renderEnabled(roster: Roster, directory: string): Promise<ReturnType<typeof renderTargets>> {
  const prefix = join(directory, 'PATH_PREFIX');
  const enabled = targets.flatMap(({ name, load }) => (roster.project.targets.has(name) && load ? [load()] : []));
  return renderTargets({
    roster,
    targets: await Promise.all(enabled),
    pathPrefix: existsSync(prefix) ? readFileSync(prefix, 'utf8').trim() : '',
  });
}

/** What Git cannot hold (FIFOs, broken names, a file of a megabyte) an input's make.mjs adds to a copy of it. */
export async function prepareInput(input: string): Promise<{ directory: string; dispose: () => void }> {
  if (!existsSync(join(input, 'make.mjs'))) return { directory: input, dispose: () => undefined };
  const directory = mkdtempSync(join(tmpdir(), 'canonry-input-'));
  cpSync(input, directory, { recursive: true, verbatimSymlinks: true });
  const { make } = (await import(pathToFileURL(join(input, 'make.mjs')).href)) as { make: (directory: string) => void };
  make(directory);
  return { directory, dispose: () => rmSync(directory, { recursive: true, force: true }) };
}
