import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { entryOf, nameLike, parseAgent, quote, type Diagnostic } from '@canonry/core';
import { loadRoster, writeNewFiles, type LoadedRoster, type NewTextFile, type Obstacle } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { newAgentFiles } from '../new-agent-files.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import { reportNewFiles } from '../report-new-files.js';
import { loadOptionsOf, SOURCE_OPTIONS } from '../source-options.js';

const help = `Usage: canonry new NAME [--agents DIR]

Add an agent to the project in this directory or above it: NAME/agent.toml and
NAME/system-prompt.md in its first agents directory. Replaces nothing.

  --agents DIR  create it in DIR instead

Example:
  canonry new reviewer
`;

const PROJECT_FILES = new Set(['canonry.toml', 'canonry.local.toml']);

const options = { agents: SOURCE_OPTIONS.agents } as const;

export const newAgent: Command = { help, grammar: { options, operands: [{ name: 'NAME' }] }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [name = ''] = positionals;
  const { source, ...loadOptions } = loadOptionsOf(values, io);
  const loaded = await loadRoster({ source, ...loadOptions });
  const { root } = loaded;
  // The source is an agents directory itself, unless it is the root.
  const [directory = 'agents', ...others] = root === source ? loaded.roster.project.agents : [basename(source)];
  const files = newAgentFiles(directory, name);

  const problems = [...findProjectErrors(loaded), ...findNameErrors(name, files)];
  if (problems.length > 0) {
    reportDiagnostics(problems, root, io);
    return 1;
  }
  const namesakes = findNamesakes(root, others, name);
  return reportNewFiles(root, files, namesakes.length > 0 ? namesakes : writeNewFiles(root, files), io);
}

/** What leaves in doubt where agents belong: not that an agent or directory is missing which is about to be created. */
function findProjectErrors({ root, roster, diagnostics }: LoadedRoster): readonly Diagnostic[] {
  const absent = roster.project.agents.filter((directory) => !existsSync(join(root, directory)));
  const invalid = diagnostics.filter(({ code }) => code === 'invalid-directory');
  const harmless = new Set(['unknown-agent', ...(invalid.length <= absent.length ? ['invalid-directory'] : [])]);
  return diagnostics.filter(
    ({ code, severity, file = '' }) =>
      severity === 'error' && (code === 'no-source' || (PROJECT_FILES.has(file) && !harmless.has(code))),
  );
}

function findNameErrors(name: string, [toml, prompt]: readonly [NewTextFile, NewTextFile]): readonly Diagnostic[] {
  const { findings } = parseAgent({ file: toml.path, directory: name, toml: toml.text, prompt: prompt.text });
  const guess = nameLike(name);
  // Without a place, and without advice on one: there is no such file or directory yet.
  return findings.map(({ code, message }) => {
    const { severity, fix } = entryOf(code);
    return { code, severity, message, hint: guess === undefined ? fix : `did you mean ${quote(guess)}?` };
  });
}

/** Agents of that name in the other agents directories. */
function findNamesakes(root: string, directories: readonly string[], name: string): readonly Obstacle[] {
  return directories
    .map((directory) => `${directory}/${name}/agent.toml`)
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, reason: 'exists already' }));
}
