import { parseArgs } from 'node:util';
import { compareRosters, hasErrors, isWidened } from '@canonry/core';
import { columnsOf } from '../columns.js';
import type { Command, ExitCode } from '../command.js';
import { comparisonToMarkdown } from '../comparison-markdown.js';
import { comparisonToText } from '../comparison-text.js';
import type { Io } from '../io.js';
import { loadSide } from '../load-side.js';
import { paintFor } from '../paint.js';
import { reportDiagnostics } from '../report-diagnostics.js';

const help = `Usage: canonry compare OLD NEW [--format FORMAT] [--json]

Show what agents may do in NEW that they might not in OLD, and the other way
round, each with an example that shows it. The answer is proved over all
commands, paths and names, not sampled.

  OLD, NEW         a project, an agents directory, or a Git revision of the
                   project in this directory or above it; where a name is
                   both, ./NAME is the directory
  --format FORMAT  text (the default), markdown (for a pull request) or json
  --json           the same as --format json

A new agent is compared with one that may do nothing. Exits with 1 if anything
widened or could not be proved, and if a source has errors.

Example:
  canonry compare main . --format markdown
`;

const options = { format: { type: 'string' }, json: { type: 'boolean' } } as const;
const operands = [{ name: 'OLD' }, { name: 'NEW' }];
const values = { format: ['text', 'markdown', 'json'] };

export const compare: Command = { help, grammar: { options, operands, values }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  const [old, now] = await Promise.all(parsed.positionals.map((source) => loadSide(source, io)));
  if (old === undefined || now === undefined) return 2;
  for (const side of [old, now]) if (hasErrors(side.diagnostics)) return refuse(side, io);

  const enforcement = new Map(io.targets.map((target) => [target.name, target.enforcement]));
  const comparison = compareRosters(old.roster, now.roster, { enforcement });
  const format = parsed.values.json === true ? 'json' : parsed.values.format;
  if (format === 'json') io.stdout.write(`${JSON.stringify(comparison, null, 2)}\n`);
  else if (format === 'markdown') io.stdout.write(comparisonToMarkdown(comparison));
  else io.stdout.write(comparisonToText(comparison, paintFor(io.stdout, io.env), columnsOf(io.stdout, io.env)));
  return isWidened(comparison) ? 1 : 0;
}

/** What an agent with errors may do is unknown, so nothing is said about any of them. */
function refuse({ name, root, diagnostics }: NonNullable<Awaited<ReturnType<typeof loadSide>>>, io: Io): ExitCode {
  io.stderr.write(`canonry compare: ${name} has errors, so nothing can be said about it\n\n`);
  reportDiagnostics(diagnostics, root, io);
  return 1;
}
