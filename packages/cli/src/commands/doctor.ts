import { parseArgs } from 'node:util';
import { escapeInvisible, findingOf, hasErrors, type Diagnostic, type Finding } from '@canonry/core';
import { findGitWorkTree, readFiles, type LoadedRoster } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import { diagnosticToJson } from '../diagnostic-json.js';
import { findSameNames } from '../find-same-names.js';
import { findStaleOutputs } from '../find-stale-outputs.js';
import { findUnseen } from '../find-unseen.js';
import { findVersionGap } from '../find-version-gap.js';
import { findProgram, type FoundProgram } from '../find-program.js';
import { renderAlone, type RenderedAlone } from '../harness-decisions.js';
import { homeIn } from '../home-of.js';
import type { Io } from '../io.js';
import { loadProject } from '../load-project.js';
import { findMissingGit } from '../missing-git.js';
import { scopeOf } from '../output-roots.js';
import { paintFor } from '../paint.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { selectTargets } from '../select-targets.js';
import { SOURCE_OPTIONS } from '../source-options.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';
import { findWideningsNow } from '../widenings-now.js';

const help = `Usage: canonry doctor [-t TARGET]... [--agents DIR] [--config FILE] [--json]

Look at this machine for what lets agents do more than their definitions say:
files of your own that a harness reads in every project, files in the directories
above, projects outside of Git, where rules about paths do not hold, and projects
that a harness does not trust yet. Look also for agents of your own with the name
of one here, for outputs that are not as rendered, and for harnesses in versions
that nobody has measured. Changes nothing, and needs no harness.

  -t, --target TARGET  only this target; may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root
  --json               print everything as JSON

Exits with 1 if there is an error or a warning.

Example:
  canonry doctor -t opencode
`;

const options = {
  ...SOURCE_OPTIONS,
  target: { type: 'string', short: 't', multiple: true },
  json: { type: 'boolean' },
} as const;

export const doctor: Command = { help, grammar: { options, operands: [] }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const projectLoaded = await loadProject(values, io);
  if (isUsageProblem(projectLoaded)) return refuseUsage('doctor', projectLoaded, io);
  const { loaded, targets: known } = projectLoaded;
  const { project } = loaded.roster;
  const selection = hasErrors(loaded.diagnostics)
    ? { entries: [], findings: [] }
    : selectTargets(values.target, { project, file: loaded.projectFile, known });
  if (isUsageProblem(selection)) return refuseUsage('doctor', selection, io);
  const examined: Examined[] = [];
  for (const { name, load } of selection.entries) {
    const target = await load?.();
    if (target === undefined) examined.push({ name, diagnostics: [] });
    else examined.push(await examine(await renderAlone(target, loaded), loaded, io));
  }
  const none = selection.entries.length === 0 ? await loaded.locate(selection.findings) : [];
  const stale = hasErrors(loaded.diagnostics) ? [] : await loaded.locate(await findStaleOutputs(values, io));
  const diagnostics = [...loaded.diagnostics, ...none, ...stale, ...examined.flatMap((one) => one.diagnostics)];
  if (values.json === true) io.stdout.write(`${JSON.stringify(toJson(examined, diagnostics), null, 2)}\n`);
  else print(examined, diagnostics, loaded, io);
  return diagnostics.some(({ severity }) => severity !== 'info') ? 1 : 0;
}

interface Examined {
  readonly name: string;
  /** Absent: this version of canonry cannot render the target. */
  readonly program?: string;
  /** Absent: it is not on PATH. */
  readonly found?: FoundProgram;
  readonly diagnostics: readonly Diagnostic[];
}

async function examine(rendered: RenderedAlone, loaded: LoadedRoster, io: Io): Promise<Examined> {
  const { target } = rendered;
  const found = await findProgram(target.program, io.env);
  const findings: readonly Finding[] = [
    ...findMissingGit([target], loaded.roster.project, loaded.root),
    ...findMissingTrust(rendered, loaded, io),
    ...findUnseen(target, io),
    ...findWideningsNow(rendered, loaded, io),
    ...findSameNames(target, loaded, io),
    ...findVersionGap(target, found),
  ];
  return {
    name: target.name,
    program: target.program,
    ...(found === undefined ? {} : { found }),
    diagnostics: [...rendered.errors, ...(await loaded.locate(findings))],
  };
}

function findMissingTrust({ target }: RenderedAlone, { root, roster }: LoadedRoster, { env }: Io): readonly Finding[] {
  const { name, trust } = target;
  if (trust === undefined || scopeOf(roster.project, name) !== 'project') return [];
  const home = homeIn(env);
  const records = home === undefined ? new Map() : readFiles(home, trust.records);
  if (trust.isTrusted(records, root, findGitWorkTree(root)?.root)) return [];
  const { enforcement = target.enforcement } = roster.project.targets.get(name) ?? {};
  const { consequence, opens } = trust.withoutTrust(enforcement);
  const code = opens ? 'project-not-trusted' : 'project-not-trusted-yet';
  return [
    findingOf(code, { file: '.', target: name }, { path: root, target: name, consequence, advice: trust.advice }),
  ];
}

function toJson(examined: readonly Examined[], diagnostics: readonly Diagnostic[]): object {
  const targets = examined.map(({ name, program, found }) => [
    name,
    { program: program ?? null, path: found?.path ?? null, version: found?.version ?? null },
  ]);
  return { targets: Object.fromEntries(targets), diagnostics: diagnostics.map(diagnosticToJson) };
}

function print(
  examined: readonly Examined[],
  diagnostics: readonly Diagnostic[],
  { root }: LoadedRoster,
  io: Io,
): void {
  const paint = paintFor(io.stdout, io.env);
  for (const one of examined) io.stdout.write(`${paint('bold', one.name)}: ${describe(one)}\n`);
  reportDiagnostics(diagnostics, root, io);
  if (diagnostics.every(({ severity }) => severity === 'info'))
    io.stdout.write('nothing here opens more than the definitions\n');
}

function describe({ program, found }: Examined): string {
  if (program === undefined) return 'this version of canonry cannot render it';
  if (found === undefined) return `${program} is not on PATH`;
  const version = found.version === null ? 'does not say its version' : escapeInvisible(found.version);
  return `${program} ${version} (${escapeInvisible(found.path)})`;
}
