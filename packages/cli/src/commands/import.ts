import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearest, quote } from '@canonry/core';
import type { Command, ExitCode } from '../command.js';
import { importFormats, type ImportFormat } from '../import-formats.js';
import { importHarnesses } from '../import-harnesses.js';
import type { Io } from '../io.js';
import { findUnknownTarget } from '../select-targets.js';
import { isUsageProblem, refuseUsage, type UsageProblem } from '../usage-problem.js';

const help = `Usage: canonry import FORMAT... [PATH] --out DIR [-t TARGET]... [--strict] [--json]

Read the agents of other tools and create a canonry project in DIR that says
the same. It permits no more than the original; what it cannot say is told.
Replaces nothing: if one of the files exists, nothing is created.

  FORMAT     opencode: the agents of a project, or of a home directory
             claude-code: the same, with the permissions of its settings
             pi: the same; what Pi's own files do not say is guessed, and told
             agents-json: a legacy file, alone (temporary, for one migration)
  PATH       the directory that holds .opencode, .config/opencode, .claude or
             .pi, or the file; without it, this directory
  --out DIR  where to create the project
  -t, --target TARGET
             enable this target too; may be given more than once
  --strict   create nothing if there is a warning
  --json     print what was created, the comparison and the diagnostics as JSON

With several formats, agents of one name become one agent. Where the tools do
not agree about what it may do, that is shown, and the strictest counts; of
everything else, what the first format says. At the end, what each agent may do
is compared with before, over all commands, paths and names.

Example:
  canonry import claude-code opencode --out ../agents -t pi
`;

const LEGACY = 'agents-json';
const FORMATS = [...importFormats.map(({ name }) => name), LEGACY];

const options = {
  out: { type: 'string' },
  target: { type: 'string', short: 't', multiple: true },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;
const more = FORMATS.map(() => ({ name: 'PATH', isOptional: true }));
const operands = [{ name: 'FORMAT', values: FORMATS }, ...more];

export const importAgents: Command = { help, grammar: { options, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const chosen = choose(positionals);
  if (isUsageProblem(chosen)) return refuseUsage('import', chosen, io);
  const unknown = findUnknownTarget(
    values.target ?? [],
    io.targets.map(({ name }) => name),
  );
  if (unknown !== undefined) return refuseUsage('import', unknown, io);
  if (values.out === undefined) {
    io.stderr.write('canonry import: --out is missing; it names the directory to create the project in\n');
    return 2;
  }
  const path = resolve(io.cwd, chosen.path);
  if (chosen.formats.length > 0) return importHarnesses({ formats: chosen.formats, path }, values, io);
  const { importLegacyFile } = await import('../import-agents-json.js');
  return importLegacyFile(path, values, io);
}

interface Chosen {
  /** None: the legacy file. */
  readonly formats: readonly ImportFormat[];
  readonly path: string;
}

function choose(words: readonly string[]): Chosen | UsageProblem {
  const [path, extra] = words.filter((word) => !FORMATS.includes(word));
  if (path !== undefined && extra !== undefined) {
    const guess = nearest(path, FORMATS);
    if (guess !== undefined) return { problem: `FORMAT cannot be ${quote(path)}; did you mean ${guess}?` };
    return { problem: `there is one argument too many: ${quote(extra)}` };
  }
  const names = new Set(words.filter((word) => FORMATS.includes(word)));
  if (names.has(LEGACY) && names.size > 1) return { problem: `${LEGACY} is imported alone` };
  if (names.has(LEGACY) && path === undefined) return { problem: 'PATH is missing' };
  const formats = [...names].flatMap((name) => importFormats.find((format) => format.name === name) ?? []);
  return { formats, path: path ?? '.' };
}
