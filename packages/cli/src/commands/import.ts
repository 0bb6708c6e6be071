import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { entryOf, filesAsWritten, findingOf, MANIFEST_PATH } from '@canonry/core';
import { readPlaces, sha256 } from '@canonry/core/node';
import type { Command, ExitCode } from '../command.js';
import { importFormats, type ImportFormat } from '../import-formats.js';
import { findIdleRules } from '../imported-idle-rules.js';
import { importedProject } from '../imported-project.js';
import type { Io } from '../io.js';
import { finishImport, type ImportValues } from '../run-import.js';

const help = `Usage: canonry import FORMAT PATH --out DIR [--strict] [--json]

Read the agents of another tool and create a canonry project in DIR that says
the same. It permits no more than the original; what it cannot say is told.
Replaces nothing: if one of the files exists, nothing is created.

  FORMAT    opencode: the agents of a project, or of a home directory
            claude-code: the same, with the permissions of its settings
            pi: the same; what Pi's own files do not say is guessed, and told
            agents-json: a legacy file (temporary, for one migration)
  PATH      the directory that holds .opencode, .config/opencode, .claude or
            .pi, or the file
  --out DIR where to create the project
  --strict  create nothing if there is a warning
  --json    print what was created, and the diagnostics, as JSON

Example:
  canonry import opencode . --out ../agents
`;

const LEGACY = 'agents-json';

const options = { out: { type: 'string' }, strict: { type: 'boolean' }, json: { type: 'boolean' } } as const;
const operands = [{ name: 'FORMAT', values: [...importFormats.map(({ name }) => name), LEGACY] }, { name: 'PATH' }];

export const importAgents: Command = { help, grammar: { options, operands }, run };

async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [name, path = ''] = positionals;
  if (values.out === undefined) {
    io.stderr.write('canonry import: --out is missing; it names the directory to create the project in\n');
    return 2;
  }
  if (name === LEGACY) {
    const { importLegacyFile } = await import('../import-agents-json.js');
    return importLegacyFile(resolve(io.cwd, path), values, io);
  }
  const format = importFormats.find((known) => known.name === name);
  return format === undefined ? 2 : importHarness(format, resolve(io.cwd, path), values, io);
}

async function importHarness(format: ImportFormat, path: string, values: ImportValues, io: Io): Promise<ExitCode> {
  const reader = await format.load();
  const root = rootOf(path, reader.places);
  const { files, findings, pathPrefix } = readPlaces(root, [...reader.places, MANIFEST_PATH], reader.more);
  const imported = reader.read(files, { pathPrefix, asWritten: filesAsWritten(files, sha256) });
  const all = [...findings, ...imported.findings, ...findIdleRules(imported)];
  if (imported.agents.length === 0 && !all.some(({ code }) => entryOf(code).severity === 'error')) {
    const reason = `no agents that can be imported; looked below ${reader.places.slice(0, 2).join(' and ')}`;
    const advice = 'name the directory that holds them';
    all.push(findingOf('import-nothing', { file: '.' }, { path: relative(io.cwd, path) || '.', reason, advice }));
  }
  return finishImport({ root, files, findings: all, created: importedProject(imported, format.target) }, values, io);
}

/** PATH may also be one of the directories in which the harness looks. */
function rootOf(path: string, places: readonly string[]): string {
  const place = places.find((known) => path.endsWith(`/${known}`));
  return place === undefined ? path : place.split('/').reduce((here) => dirname(here), path);
}
