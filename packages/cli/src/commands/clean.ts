import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Diagnostic } from '@canonry/core';
import { loadRoster, type LoadedRoster } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import { untilInterrupted } from '../interruption.js';
import type { Io } from '../io.js';
import type { OutputValues } from '../output-options.js';
import { outputRootsOf, type OutputRoot } from '../output-roots.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { reportRun } from '../report-run.js';
import { findUnknownTarget } from '../select-targets.js';
import { loadOptionsOf, SOURCE_OPTIONS } from '../source-options.js';
import { isUsageProblem, refuseUsage, type UsageProblem } from '../usage-problem.js';
import { planOutputs, writeOutputs } from '../write-outputs.js';

const help = `Usage: canonry clean [-t TARGET]... [--out DIR] [--dry-run] [--force] [OPTION]...

Remove what canonry wrote and nobody changed: whole files, and its part of files
that are shared with people. What somebody edited stays and is named.

  -t, --target TARGET  only of this target; may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root
  --out DIR            clean DIR instead of the source root (and, with a target of
                       scope "user", the home directory)
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
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const clean: Command = { help, grammar: { options, operands: [] }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const signal = io.interruption();
  const unknown = findUnknownTarget(values.target ?? [], io.targets);
  if (unknown !== undefined) return refuseUsage('clean', unknown, io);
  const roots = await rootsToClean(values, io);
  if (roots === undefined) return 1;
  if (isUsageProblem(roots)) return refuseUsage('clean', roots, io);
  const runOptions = {
    roots: roots.map((root) => ({ ...root, rendered: [] })),
    source: { root: io.cwd, diagnostics: [] },
    sources: [],
    only: values.target,
    force: values.force,
    signal,
    waiting: () => io.stderr.write('canonry: another run writes here; waiting for it\n'),
  };
  const isDry = values['dry-run'] === true;
  return untilInterrupted(signal, io, async () => {
    const outcome = await (isDry ? planOutputs(runOptions) : writeOutputs(runOptions));
    return reportRun(outcome, { json: values.json === true, isDry }, io);
  });
}

type CleanValues = Pick<OutputValues, 'agents' | 'config' | 'target' | 'out'>;

/** Where outputs are, only canonry.toml says; `undefined`, and said, if it has errors. With --out, nothing has to be known. */
async function rootsToClean(values: CleanValues, io: Io): Promise<readonly OutputRoot[] | UsageProblem | undefined> {
  const { out, target } = values;
  if (out !== undefined) return [{ out: resolve(io.cwd, out), prefix: '', scopes: [] }];
  const loaded = await loadRoster(loadOptionsOf(values, io));
  const problems = loaded.diagnostics.filter((diagnostic) => isAboutProject(diagnostic, loaded));
  if (problems.length > 0) {
    reportDiagnostics(problems, loaded.root, io);
    return undefined;
  }
  const { targets } = loaded.roster.project;
  const entries = io.targets.filter(({ name }) => targets.has(name) && (target?.includes(name) ?? true));
  return outputRootsOf({ loaded, entries, out }, io);
}

/** True for an error after which nobody can say which targets there are. That agents are missing is none. */
function isAboutProject({ severity, code, file = '' }: Diagnostic, { projectFile }: LoadedRoster): boolean {
  if (severity !== 'error' || code === 'unknown-agent') return false;
  return code === 'no-source' || file === projectFile || basename(file) === 'canonry.local.toml';
}
