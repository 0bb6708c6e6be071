import { parseArgs } from 'node:util';
import { hasErrors } from '@canonry/core';
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { loadProject } from '../load-project.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { selectTargets } from '../select-targets.js';
import { SOURCE_OPTIONS } from '../source-options.js';
import { isUsageProblem, refuseUsage } from '../usage-problem.js';

const help = `Usage: canonry report [--out FILE] [--since REVISION] [-t TARGET]... [OPTION]...

Make one HTML page of the agents: who they are, what each may do with each tool
by its definition and in each harness that canonry.toml enables, which rule says
so, which emitted lines, and what a harness cannot say. The page needs nothing
else and no network; it is for people to read, print and search.

  --out FILE           write FILE instead of printing the page; replaces an
                       earlier report, and nothing else
  --since REVISION     begin with what has changed in what agents may do since a
                       Git revision, and first of all with what has widened
  -t, --target TARGET  only this harness; may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root

A harness is asked about what would be rendered for it, not about what is on disk,
and about one example for each rule. Prompts are not on the page, nor is a text with
the form of a token or a key; a password in a rule has no form, and is shown.
Exits with 1 if the source has errors, or what would be rendered; whether
something has widened is for canonry compare to judge.

Example:
  canonry report --since main --out report.html
`;

const options = {
  ...SOURCE_OPTIONS,
  target: { type: 'string', short: 't', multiple: true },
  out: { type: 'string' },
  since: { type: 'string' },
} as const;

export const report: Command = { help, grammar: { options, operands: [] }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.out === undefined && io.stdout.isTTY === true)
    return refuseUsage('report', { problem: 'a page is nothing to read on a terminal; name a file with --out' }, io);
  io.progress?.('reading the source');
  const project = await loadProject(values, io, { lint: true });
  if (isUsageProblem(project)) return refuseUsage('report', project, io);
  const { loaded, targets } = project;
  if (hasErrors(loaded.diagnostics)) {
    reportDiagnostics(loaded.diagnostics, loaded.root, io);
    return 1;
  }
  const selection = selectTargets(values.target, {
    project: loaded.roster.project,
    file: loaded.projectFile,
    known: targets,
  });
  if (isUsageProblem(selection)) return refuseUsage('report', selection, io);
  const { makeReport } = await import('../report/make-report.js');
  return makeReport({ loaded, entries: selection.entries, out: values.out, since: values.since }, io);
}
