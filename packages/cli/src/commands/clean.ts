import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quote, type Diagnostic } from '@canonry/core';
import { recordedTargets, type LoadedRoster } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import { untilInterrupted } from '../interruption.js';
import type { Io } from '../io.js';
import { loadProject } from '../load-project.js';
import type { OutputValues } from '../output-options.js';
import { outputRootsOf, type OutputRoot } from '../output-roots.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { reportRun } from '../report-run.js';
import { findUnknownTarget } from '../select-targets.js';
import { SOURCE_OPTIONS } from '../source-options.js';
import { pathsOwned, type TargetEntry } from '../targets.js';
import { isUsageProblem, refuseUsage, type UsageProblem } from '../usage-problem.js';
import { placesRead, planOutputs, writeOutputs } from '../write-outputs.js';

const help = `Usage: canonry clean [-t TARGET]... [--out DIR] [--dry-run] [--force] [OPTION]...

Remove what canonry wrote and nobody changed: whole files, and its part of files
that are shared with people. What somebody edited stays and is named, and so does
what is on record for a target that cannot be loaded here, unless -t names it.

  -t, --target TARGET  only of this target, enabled or not, or not there any more;
                       may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root
  --out DIR            clean DIR, of what any project wrote there, instead of the
                       source root and the home directory; DIR itself stays
  --source PATH        with --out, only of what the project wrote that is, or was, at
                       PATH, seen from DIR
  --dry-run            show what would be removed; remove nothing
  --force              also remove what was edited by hand, and keep a copy in
                       .canonry/backup
  --json               print the plan and everything there is to say as JSON

Errors in agents do not matter here. Exits with 1 if something had to stay, 130
if interrupted.

Example:
  canonry clean --dry-run
`;

const options = {
  ...SOURCE_OPTIONS,
  target: { type: 'string', short: 't', multiple: true },
  out: { type: 'string' },
  source: { type: 'string' },
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const clean: Command = { help, grammar: { options, operands: [] }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const signal = io.interruption();
  const places = await placesToClean(values, io);
  if (places === undefined) return 1;
  if (isUsageProblem(places)) return refuseUsage('clean', places, io);
  const runOptions = {
    roots: places.roots.map((root) => ({ ...root, rendered: [] })),
    source: { root: io.cwd, diagnostics: [] },
    sources: places.sources,
    owns: pathsOwned(places.targets),
    only: values.target,
    isClean: true,
    everySource: values.out !== undefined && values.source === undefined,
    force: values.force,
    signal,
    waiting: () => io.stderr.write('canonry: another run writes here; waiting for it\n'),
  };
  const isDry = values['dry-run'] === true;
  return untilInterrupted(signal, io, async () => {
    const outcome = await (isDry ? planOutputs(runOptions) : writeOutputs(runOptions));
    const code = reportRun(outcome, { json: values.json === true, isDry }, io);
    return outcome.reports.some(({ diagnostics }) => diagnostics.some(isAboutRest)) ? 1 : code;
  });
}

/** Something stays because nobody knows the target that wrote it. */
function isAboutRest({ code }: Diagnostic): boolean {
  return code === 'unknown-owner';
}

interface CleanValues extends Pick<OutputValues, 'agents' | 'config' | 'target' | 'out'> {
  readonly source?: string | undefined;
}

interface PlacesToClean {
  readonly roots: readonly OutputRoot[];
  readonly sources: readonly string[];
  readonly targets: readonly TargetEntry[];
}

/** Where outputs are, only canonry.toml says; `undefined`, and said, if it has errors. With --out, nothing has to be known. */
async function placesToClean(values: CleanValues, io: Io): Promise<PlacesToClean | UsageProblem | undefined> {
  const { out, source, target } = values;
  if (out !== undefined) return directoryToClean({ path: resolve(io.cwd, out), out, source, target }, io);
  if (source !== undefined) return { problem: '--source needs --out, which says where that project wrote' };
  const project = await loadProject(values, io, { toClean: true });
  if (isUsageProblem(project)) return project;
  const { loaded, targets: known } = project;
  const problems = loaded.diagnostics.filter((diagnostic) => isAboutProject(diagnostic, loaded));
  if (problems.length > 0) {
    reportDiagnostics(problems, loaded.root, io);
    return undefined;
  }
  const { targets } = loaded.roster.project;
  const entries = known.filter(({ name }) => targets.has(name) && (target?.includes(name) ?? true));
  const roots = outputRootsOf({ loaded, entries, out }, io);
  if (isUsageProblem(roots)) return roots;
  const recorded = new Set(roots.flatMap((root) => recordedTargets(root.out, root.source)));
  const stranger = target?.find((name) => !targets.has(name) && !recorded.has(name));
  if (stranger !== undefined)
    return (
      unknownAmong([stranger], known) ?? {
        problem: `${stranger} is not enabled in ${loaded.projectFile}, and canonry wrote nothing for it`,
      }
    );
  return { roots, sources: placesRead(loaded), targets: known };
}

interface DirectoryToClean {
  readonly path: string;
  /** As it was typed. */
  readonly out: string;
  readonly source: string | undefined;
  readonly target: readonly string[] | undefined;
}

function directoryToClean(
  { path, out, source, target }: DirectoryToClean,
  { targets }: Io,
): PlacesToClean | UsageProblem {
  const recorded = recordedTargets(path);
  const unknown = unknownAmong(target?.filter((name) => !recorded.includes(name)) ?? [], targets);
  if (unknown !== undefined) return unknown;
  if (!existsSync(path)) return { problem: `there is no directory ${quote(out)}` };
  if (source !== undefined && recordedTargets(path, source).length === 0)
    return { problem: `nothing below ${quote(out)} was written from ${quote(source)}` };
  return { roots: [{ out: path, prefix: '', source: source ?? '', scopes: [] }], sources: [], targets };
}

function unknownAmong(names: readonly string[], known: readonly TargetEntry[]): UsageProblem | undefined {
  return findUnknownTarget(
    names,
    known.map(({ name }) => name),
  );
}

/** True for an error after which nobody can say which targets there are. That agents are missing is none. */
function isAboutProject({ severity, code, file = '' }: Diagnostic, { projectFile }: LoadedRoster): boolean {
  if (severity !== 'error' || code === 'unknown-agent' || code === 'unusable-target') return false;
  return code === 'no-source' || file === projectFile || basename(file) === 'canonry.local.toml';
}
