import { parseArgs } from 'node:util';
import type { Command, ExitCode } from '../command.js';
import { untilInterrupted } from '../interruption.js';
import type { Io } from '../io.js';
import { onlyParts, PARTS } from '../only-parts.js';
import { HOST_HELP, HOST_OPTION, OUTPUT_HELP, OUTPUT_OPTIONS } from '../output-options.js';
import { prepareRender } from '../prepare-render.js';
import { reportRun } from '../report-run.js';
import { runOptionsOf } from '../run-options.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';
import { planOutputs, writeOutputs } from '../write-outputs.js';

const help = `Usage: canonry render [-t TARGET]... [--out DIR] [--dry-run] [--force] [OPTION]...

Write the agents for every target that canonry.toml enables: all of it or, if
anything is wrong, nothing. What is no longer rendered is removed. Files that
canonry did not write, or that somebody edited, are refused.

${OUTPUT_HELP}
${HOST_HELP}
  --parts PARTS        "whole" for whole files and links only, "shared" for our part of
                       files that are shared with people only
  --dry-run            show what would be written; write nothing
  --force              take over what is foreign or edited by hand, and keep a copy
                       in .canonry/backup
  --strict             take warnings for errors
  --json               print the plan and everything there is to say as JSON

What was written is on record in .canonry/manifest.json, which belongs into
version control. Targets of scope "user" are written to the home directory; what
other projects wrote there is left alone.

Exits with 1 if anything is wrong, 130 if interrupted.

Example:
  canonry render --dry-run
`;

const options = {
  ...OUTPUT_OPTIONS,
  ...HOST_OPTION,
  parts: { type: 'string' },
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const render: Command = { help, grammar: { options, operands: [], values: { parts: PARTS } }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const signal = io.interruption();
  const prepared = await prepareRender(values, io);
  if (isUsageProblem(prepared)) return refuseUsage('render', prepared, io);
  const runOptions = runOptionsOf(onlyParts(prepared, values.parts), { ...values, signal }, io);
  const isDry = values['dry-run'] === true;
  return untilInterrupted(signal, io, async () => {
    const outcome = await (isDry ? planOutputs(runOptions) : writeOutputs(runOptions));
    return reportRun(outcome, { json: values.json === true, isDry }, io);
  });
}
