import { parseArgs } from 'node:util';
import {
  explain as explainSubject,
  explainPolicy,
  hasErrors,
  TOOLS_WITH_SUBJECT,
  type Agent,
  type Paint,
} from '@canonry/core';
import { linesOf, type LoadedRoster } from '@canonry/core/node';
import { columnsOf } from '../columns.js';
import type { Command, ExitCode } from '../command.js';
import { explainUnknownOperand } from '../explain-unknown-operand.js';
import { decideInHarnesses, type ExplainedTarget } from '../harness-decisions.js';
import { homeIn } from '../home-of.js';
import { explanationToText, policyToText } from '../explanation-text.js';
import type { Io } from '../io.js';
import { loadProject } from '../load-project.js';
import { paintFor } from '../paint.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { selectTargets } from '../select-targets.js';
import { SOURCE_OPTIONS } from '../source-options.js';
import type { TargetEntry } from '../targets.js';
import { isUsageProblem, refuseUsage, type UsageProblem } from '../usage-problem.js';

const help = `Usage: canonry explain AGENT TOOL [SUBJECT] [-t TARGET]... [OPTION]...

Show what an agent may do with a tool, which rule says so, and what the harnesses
do that canonry.toml enables. Without SUBJECT, show the whole policy, in the order
in which its rules are asked, and what looks wrong about it.

  SUBJECT              what is to be decided: for bash a whole command line, which
                       is taken apart; else a path, a URL or a name. question,
                       todo, list, doom_loop, mcp__… and "*" have none
  -t, --target TARGET  only this harness; may be given more than once
  --agents DIR         the agents in DIR; its parent is the source root
  --config FILE        use FILE as canonry.toml; its directory is the source root
  --json               print the answer as JSON

A harness is asked about what would be rendered for it, not about what is on disk.

Exits with 1 if the source has errors.

Example:
  canonry explain chiron-forge bash 'ls && git push --force'
`;

const options = {
  ...SOURCE_OPTIONS,
  target: { type: 'string', short: 't', multiple: true },
  json: { type: 'boolean' },
} as const;
const operands = [{ name: 'AGENT' }, { name: 'TOOL' }, { name: 'SUBJECT', isOptional: true }];

export const explain: Command = { help, grammar: { options, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [name = '', tool = '', given] = positionals;
  // Some tools have none, and a harness decides about them all the same.
  const isWhole = values.target !== undefined && !TOOLS_WITH_SUBJECT.some((known) => known === tool);
  const subject = given ?? (isWhole ? '' : undefined);
  const project = await loadProject(values, io, { lint: true });
  if (isUsageProblem(project)) return refuseUsage('explain', project, io);
  const { loaded, targets } = project;
  if (hasErrors(loaded.diagnostics)) {
    reportDiagnostics(loaded.diagnostics, loaded.root, io);
    return 1;
  }
  const agent = loaded.roster.agents.find((known) => known.name === name);
  const problem = explainUnknownOperand(name, tool, loaded.roster.agents);
  if (agent === undefined || problem !== undefined) return refuseUsage('explain', { problem: problem ?? '' }, io);
  const entries = selectHarnesses(values.target, loaded, targets);
  if ('problem' in entries) return refuseUsage('explain', entries, io);
  const json = values.json === true;
  if (subject !== undefined) return printDecision({ agent, tool, subject }, entries, loaded, { json, io });
  if (values.target !== undefined) {
    const missing = 'SUBJECT is missing; a harness decides about one';
    return refuseUsage('explain', { problem: missing }, io);
  }
  await printPolicy(agent, tool, loaded, json, io);
  return 0;
}

/** The harnesses to ask: those that are named, or all that are enabled and can be rendered. */
function selectHarnesses(
  names: readonly string[] | undefined,
  { roster, projectFile }: LoadedRoster,
  targets: readonly TargetEntry[],
): readonly TargetEntry[] | UsageProblem {
  const selection = selectTargets(names, { project: roster.project, file: projectFile, known: targets });
  if (isUsageProblem(selection)) return selection;
  const absent = names === undefined ? undefined : selection.entries.find(({ load }) => load === undefined);
  if (absent !== undefined) return { problem: `${absent.name} cannot be rendered by this version of canonry` };
  return selection.entries;
}

async function printPolicy(agent: Agent, tool: string, loaded: LoadedRoster, json: boolean, io: Io): Promise<void> {
  const policy = explainPolicy(agent, tool, { lineOf: await linesOf(loaded.root, agent.file) });
  if (json) {
    io.stdout.write(`${JSON.stringify(policy, null, 2)}\n`);
    return;
  }
  io.stdout.write(policyToText(policy, lookOf(io)));
  const about = loaded.diagnostics.filter((diagnostic) => diagnostic.agent === agent.name && diagnostic.tool === tool);
  reportDiagnostics(about, loaded.root, io, { isBelow: true });
}

interface Asked {
  readonly agent: Agent;
  readonly tool: string;
  readonly subject: string;
}

async function printDecision(
  asked: Asked,
  entries: readonly TargetEntry[],
  loaded: LoadedRoster,
  { json, io }: { readonly json: boolean; readonly io: Io },
): Promise<ExitCode> {
  // The grammar of bash, which no other command needs.
  const { splitCommandLine } = await import('@canonry/core/command-line');
  const { agent, tool, subject } = asked;
  const lineOf = await linesOf(loaded.root, agent.file);
  const explanation = explainSubject(agent, tool, subject, { split: splitCommandLine, lineOf, ...homeOption(io) });
  const { targets, diagnostics } = await decideInHarnesses(asked, entries, loaded, io);
  if (json) io.stdout.write(`${JSON.stringify({ ...explanation, targets: targetsToJson(targets) }, null, 2)}\n`);
  else io.stdout.write(explanationToText(explanation, targets, lookOf(io)));
  if (!json) reportDiagnostics(diagnostics, loaded.root, io);
  return diagnostics.length === 0 ? 0 : 1;
}

function targetsToJson(targets: readonly ExplainedTarget[]): object {
  return Object.fromEntries(
    targets.map(({ name, decision, enforcement, owned }) => [name, { decision, enforcement, owned }]),
  );
}

/** Where `~/` is for the person who asks; without it, the strictest decision over all homes holds. */
function homeOption({ env }: Io): { readonly home?: string } {
  const home = homeIn(env);
  return home === undefined ? {} : { home };
}

function lookOf({ stdout, env }: Io): { readonly paint: Paint; readonly columns: number | undefined } {
  return { paint: paintFor(stdout, env), columns: columnsOf(stdout, env) };
}
