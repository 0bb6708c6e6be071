import { parseArgs } from 'node:util';
import { explain as explainSubject, explainPolicy, hasErrors, type Agent } from '@canonry/core';
import { linesOf, loadRoster, type LoadedRoster } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import { explainUnknownOperand } from '../explain-unknown-operand.js';
import { explanationToText, policyToText } from '../explanation-text.js';
import type { Io } from '../io.js';
import { paintFor } from '../paint.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { loadOptionsOf, SOURCE_OPTIONS } from '../source-options.js';

const help = `Usage: canonry explain AGENT TOOL [SUBJECT] [--agents DIR] [--config FILE] [--json]

Show what an agent may do with a tool, and which rule says so. Without SUBJECT,
show the whole policy, in the order in which its rules are asked, and what looks
wrong about it.

  SUBJECT        what is to be decided: for bash a whole command line, which is
                 taken apart; else a path, a URL or a name
  --agents DIR   the agents in DIR; its parent is the source root
  --config FILE  use FILE as canonry.toml; its directory is the source root
  --json         print the answer as JSON

Exits with 1 if the source has errors.

Example:
  canonry explain chiron-forge bash 'ls && git push --force'
`;

const options = { ...SOURCE_OPTIONS, json: { type: 'boolean' } } as const;
const operands = [{ name: 'AGENT' }, { name: 'TOOL' }, { name: 'SUBJECT', isOptional: true }];

export const explain: Command = { help, grammar: { options, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [name = '', tool = '', subject] = positionals;
  const loaded = await loadRoster({ ...loadOptionsOf(values, io), lint: true });
  if (hasErrors(loaded.diagnostics)) {
    reportDiagnostics(loaded.diagnostics, loaded.root, io);
    return 1;
  }
  const agent = loaded.roster.agents.find((known) => known.name === name);
  const problem = explainUnknownOperand(name, tool, loaded.roster.agents);
  if (agent === undefined || problem !== undefined) {
    io.stderr.write(`canonry explain: ${problem ?? ''}\nMore: canonry explain --help\n`);
    return 2;
  }
  if (subject === undefined) await printPolicy(agent, tool, loaded, values.json === true, io);
  else await printDecision(agent, tool, subject, loaded, values.json === true, io);
  return 0;
}

async function printPolicy(agent: Agent, tool: string, loaded: LoadedRoster, json: boolean, io: Io): Promise<void> {
  const policy = explainPolicy(agent, tool, { lineOf: await linesOf(loaded.root, agent.file) });
  if (json) {
    io.stdout.write(`${JSON.stringify(policy, null, 2)}\n`);
    return;
  }
  io.stdout.write(policyToText(policy, paintFor(io.stdout, io.env)));
  const about = loaded.diagnostics.filter((diagnostic) => diagnostic.agent === agent.name && diagnostic.tool === tool);
  reportDiagnostics(about, loaded.root, io);
}

async function printDecision(
  agent: Agent,
  tool: string,
  subject: string,
  loaded: LoadedRoster,
  json: boolean,
  io: Io,
): Promise<void> {
  // The grammar of bash, which no other command needs.
  const { splitCommandLine } = await import('@canonry/core/command-line');
  const lineOf = await linesOf(loaded.root, agent.file);
  const explanation = explainSubject(agent, tool, subject, { split: splitCommandLine, lineOf, ...homeOf(io) });
  if (json) io.stdout.write(`${JSON.stringify({ ...explanation, targets: {} }, null, 2)}\n`);
  else io.stdout.write(explanationToText(explanation, paintFor(io.stdout, io.env)));
}

/** Where `~/` is for the person who asks; without it, the strictest decision over all homes holds. */
function homeOf({ env }: Io): { readonly home?: string } {
  const home = env['HOME'];
  return home?.startsWith('/') === true ? { home: home.replace(/\/+$/, '') } : {};
}
