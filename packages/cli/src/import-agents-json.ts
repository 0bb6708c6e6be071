import { basename, dirname, join, relative } from 'node:path';
import { findingOf, prettyJson, type FileTree } from '@canonry/core';
import { readPlaces } from '@canonry/core/node';
import { filesNamedIn, importAgentsJson, RECORD_FILE, recordToJson } from '@canonry/target-opencode/legacy';
import type { ExitCode } from './command.js';
import { findIdleRules } from './imported-idle-rules.js';
import { importedProject } from './imported-project.js';
import type { Io } from './io.js';
import { finishImport, type ImportValues } from './run-import.js';

/** `canonry import agents-json`. Temporary: it goes when nobody has such a file any more. */
export async function importLegacyFile(path: string, values: ImportValues, io: Io): Promise<ExitCode> {
  // Prompts are named from the configuration directory: the parent of the one that holds the file.
  const root = dirname(dirname(path));
  const file = join(basename(dirname(path)), basename(path)).replaceAll('\\', '/');
  const { files, findings } = readPlaces(root, [file], (read) => promptFiles(read, file));
  const imported = importAgentsJson(files, file);
  if (!files.has(file)) {
    const parameters = {
      path: relative(io.cwd, path),
      reason: 'there is no such file',
      advice: 'name the agents.json',
    };
    const missing = findings.length > 0 ? findings : [findingOf('import-nothing', { file }, parameters)];
    return finishImport({ root, files, findings: missing, created: [], views: [] }, values, io);
  }
  const views = [{ harness: TARGET, imported }];
  const record = `${prettyJson(recordToJson(imported.record), { unit: '  ', lineEnd: '\n' })}\n`;
  const agents = imported.agents.map(({ model, ...one }) => ({
    ...one,
    models: new Map(model === undefined ? [] : [[TARGET, model]]),
  }));
  const project = importedProject({ agents, skills: imported.skills }, [{ name: TARGET, options: new Map() }]);
  const created = [...project, { path: RECORD_FILE, text: record }];
  return finishImport(
    { root, files, findings: [...findings, ...imported.findings, ...findIdleRules(imported)], created, views },
    values,
    io,
  );
}

const TARGET = 'opencode';

function promptFiles(files: FileTree, file: string): readonly string[] {
  const bytes = files.get(file)?.bytes;
  return bytes === undefined ? [] : filesNamedIn(new TextDecoder().decode(bytes), '');
}
