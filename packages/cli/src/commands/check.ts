import { isAbsolute, posix } from 'node:path';
import { parseArgs } from 'node:util';
import { driftDiagnostics, formatCheck, formatGithub, formatSarif, tellOnce, type Diagnostic } from '@canonry/core';
import { findGitWorkTree } from '@canonry/core/node';
import packageJson from '../../package.json' with { type: 'json' };
import type { Command, ExitCode } from '../command.js';
import { withHostFiles } from '../host/with-host-files.js';
import type { Io } from '../io.js';
import {
  commandLine,
  HOST_HELP,
  HOST_OPTION,
  OUTPUT_HELP,
  OUTPUT_OPTIONS,
  type OutputValues,
} from '../output-options.js';
import { prepareRender } from '../prepare-render.js';
import { fromHere, reportPlaced, type PlacedDiagnostics } from '../report-diagnostics.js';
import { runToJson } from '../run-json.js';
import { runOptionsOf } from '../run-options.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';
import { planOutputs, type RunOutcome } from '../write-outputs.js';

const help = `Usage: canonry check [-t TARGET]... [--out DIR] [--format FORMAT] [OPTION]...

Say whether everything on disk is as it would be rendered now: what differs, as
a diff, and the command that mends it. Writes nothing. Without -t, the files of
all hosts are read as well; what a host renders to, -t host --host NAME checks.

${OUTPUT_HELP}
${HOST_HELP}
  --format FORMAT      text (the default), json, sarif (for code scanning), or
                       github (annotations in GitHub Actions)
  --strict             take warnings for errors
  --json               the same as --format json

Exits with 1 if anything differs or is wrong.

Example:
  canonry check --format github
`;

const options = {
  ...OUTPUT_OPTIONS,
  ...HOST_OPTION,
  format: { type: 'string' },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;
const formats = { format: ['text', 'json', 'sarif', 'github'] };

export const check: Command = { help, grammar: { options, operands: [], values: formats }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const prepared = await prepareRender(values, io);
  if (isUsageProblem(prepared)) return refuseUsage('check', prepared, io);
  // A selection is about the files of some targets, and not about the source as a whole.
  const isSelection = values.target !== undefined || values.host !== undefined;
  const complete = isSelection ? prepared : await withHostFiles(prepared);
  const outcome = await planOutputs(runOptionsOf(complete, values, io));
  const format = values.json === true ? 'json' : values.format;
  const print = (text: string): unknown => io.stdout.write(text);
  if (format === 'json') print(`${JSON.stringify(runToJson(outcome, { drift: outcome.drift }), null, 2)}\n`);
  else if (format === 'sarif') print(formatSarif(annotationsOf(outcome, values, io), packageJson.version));
  else if (format === 'github') print(formatGithub(tellOnce(annotationsOf(outcome, values, io))));
  else await printText(outcome, values, io);
  return outcome.exitCode;
}

async function printText(outcome: RunOutcome, values: OutputValues, io: Io): Promise<void> {
  const differences = await formatCheck(outcome.plan, commandLine('render', values));
  io.stdout.write(differences);
  reportPlaced(outcome.reports, io, { isBelow: differences !== '' });
  const { length } = outcome.plan.changes;
  if (outcome.exitCode === 0)
    io.stdout.write(`${length === 1 ? 'one output is' : `all ${length} outputs are`} as rendered\n`);
}

/** Everything to say, with files as they are reached from the top of the repository, wherever in it the command runs. */
function annotationsOf(outcome: RunOutcome, values: OutputValues, { cwd }: Io): readonly Diagnostic[] {
  const { changes, reports } = outcome;
  const sourceRoot = reports[0]?.root ?? cwd;
  const drift = changes.map(({ root, prefix, change }): PlacedDiagnostics => {
    const diagnostics = driftDiagnostics(
      { changes: [{ ...change, path: `${prefix}${change.path}` }] },
      commandLine('render', values),
    );
    return change.source === undefined ? { root, prefix, diagnostics } : { root: sourceRoot, diagnostics };
  });
  const prefix = findGitWorkTree(cwd)?.prefix ?? '';
  return fromHere([...reports, ...drift], cwd).map((diagnostic) => fromTop(diagnostic, prefix));
}

function fromTop(diagnostic: Diagnostic, prefix: string): Diagnostic {
  const { file } = diagnostic;
  const isBelowHere = file !== undefined && !isAbsolute(file) && !file.startsWith('~/');
  return isBelowHere ? { ...diagnostic, file: posix.join(prefix, file) } : diagnostic;
}
