import { parseArgs } from 'node:util';
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { SOURCE_OPTIONS } from '../source-options.js';

const help = `Usage: canonry export agents-json [--out FILE | --compare FILE]
                                  [--strict] [--json]

Print the agents as the legacy agents.json, for the time of a migration. The
order, and what canonry has no place for, come from legacy-agents.json, which
\`canonry import agents-json\` has written beside canonry.toml. It is told where
OpenCode, reading that file, would let an agent do more than its definition.
Temporary.

  --out FILE      create FILE, and the prompts below the parent of its
                  directory; replaces nothing
  --compare FILE  print nothing; exit with 1 if the document differs from FILE,
                  its order included, or if a prompt differs by a byte
  --agents DIR    the agents in DIR; its parent is the source root
  --config FILE   use FILE as canonry.toml; its directory is the source root
  --strict        take warnings for errors
  --json          print diagnostics and, without --compare, the document as JSON

Example:
  canonry export agents-json --compare agents/agents.json
`;

const options = {
  ...SOURCE_OPTIONS,
  out: { type: 'string' },
  compare: { type: 'string' },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;
const operands = [{ name: 'FORMAT', values: ['agents-json'] }];

export const exportAgents: Command = { help, grammar: { options, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.out !== undefined && values.compare !== undefined) {
    io.stderr.write('canonry export: --out and --compare do not go together\n');
    return 2;
  }
  const { exportLegacyFile } = await import('../export-agents-json.js');
  return exportLegacyFile(values, io);
}
