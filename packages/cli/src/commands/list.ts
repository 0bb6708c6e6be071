import { parseArgs } from 'node:util';
import { hasErrors } from '@canonry/core';
import { loadRoster, type LoadedRoster } from '@canonry/core/node';
import { formatAgents } from '../agent-table.js';
import { columnsOf } from '../columns.js';
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { paintFor } from '../paint.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { rosterToJson } from '../roster-json.js';
import { loadOptionsOf, SOURCE_OPTIONS } from '../source-options.js';

const help = `Usage: canonry list [--agents DIR] [--config FILE] [--json]

Show the agents and what each may do. Without options, of the project in this
directory or above it.

  --agents DIR   the agents in DIR; its parent is the source root
  --config FILE  use FILE as canonry.toml; its directory is the source root
  --json         print everything as JSON, which \`canonry schema list\` describes

MAY sums up the permissions of edit and bash: what it "edits" or "runs" it does
without a question, what it "asks to" do after one, "some" only where a rule
makes an exception; what is "unspecified" is up to the harness. Single rules may
be stricter or freer than the summary; --json shows them.

Exits with 1 if anything is wrong, and still shows the agents that are sound.

Example:
  canonry list --json | jq '.agents[].name'
`;

const options = { ...SOURCE_OPTIONS, json: { type: 'boolean' } } as const;

export const list: Command = { help, grammar: { options, operands: [] }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options });
  const loaded = await loadRoster(loadOptionsOf(values, io));
  if (values.json === true) io.stdout.write(`${JSON.stringify(await rosterToJson(loaded), null, 2)}\n`);
  else print(loaded, io);
  return hasErrors(loaded.diagnostics) ? 1 : 0;
}

function print({ roster, root, diagnostics }: LoadedRoster, io: Io): void {
  const { stdout, env } = io;
  const table = formatAgents(roster.agents, columnsOf(stdout, env), paintFor(stdout, env));
  stdout.write(table);
  reportDiagnostics(diagnostics, root, io, { isBelow: table !== '' });
}
