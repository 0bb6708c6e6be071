import { basename, dirname, resolve } from 'node:path';
import {
  findingOf,
  hasErrors,
  prettyJson,
  quote,
  raiseWarning,
  type Diagnostic,
  type Finding,
  type JsonObject,
  type JsonValue,
} from '@canonry/core';
import { loadRoster, readPlaces, writeNewFiles } from '@canonry/core/node';
import { readJson } from '@canonry/core/read-json';
import {
  exportAgentsJson,
  firstDifference,
  parseRecord,
  RECORD_FILE,
  type LegacyRecord,
} from '@canonry/target-opencode/legacy';
import type { ExitCode } from './command.js';
import type { Io } from './io.js';
import { reportDiagnostics } from './report-diagnostics.js';
import { reportNewFiles } from './report-new-files.js';
import { diagnosticToJson } from './diagnostic-json.js';
import { findLegacyWidenings } from './legacy-widenings.js';
import { loadOptionsOf } from './source-options.js';

export interface ExportValues {
  readonly agents?: string | undefined;
  readonly config?: string | undefined;
  readonly out?: string | undefined;
  readonly compare?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** `canonry export agents-json`. Temporary: it goes when nobody has such a file any more. */
export async function exportLegacyFile(values: ExportValues, io: Io): Promise<ExitCode> {
  const loaded = await loadRoster(loadOptionsOf(values, io));
  const record = readRecord(loaded.root);
  if ('code' in record || hasErrors(loaded.diagnostics)) {
    const findings = 'code' in record ? [record] : [];
    return fail([...loaded.diagnostics, ...(await loaded.locate(findings))], loaded.root, values, io);
  }
  const { document, prompts, keyOf, findings } = exportAgentsJson(loaded.roster, record);
  const widenings = findLegacyWidenings(loaded.roster, { document, keyOf });
  const differences = values.compare === undefined ? [] : compareWith(values.compare, document, prompts, io);
  const found = [...loaded.diagnostics, ...(await loaded.locate([...findings, ...widenings, ...differences]))];
  const diagnostics = values.strict === true ? found.map(raiseWarning) : found;
  if (hasErrors(diagnostics)) return fail(diagnostics, loaded.root, values, io);
  const text = `${prettyJson(document, LAYOUT)}\n`;
  if (values.json === true) {
    const shown = values.compare === undefined ? new Map<string, JsonValue>([['document', document]]) : new Map();
    printJson(shown, diagnostics, io);
  } else reportDiagnostics(diagnostics, loaded.root, io);
  if (values.out !== undefined) return create(values.out, text, prompts, io);
  if (values.compare === undefined && values.json !== true) io.stdout.write(text);
  return 0;
}

const LAYOUT = { unit: '  ', lineEnd: '\n' };

/** Without one, the order is that of the names. */
function readRecord(root: string): LegacyRecord | Finding {
  const { files, findings } = readPlaces(root, [RECORD_FILE], () => []);
  const bytes = files.get(RECORD_FILE)?.bytes;
  if (bytes === undefined) return findings[0] ?? { agents: [] };
  const record = parseRecord(new TextDecoder().decode(bytes));
  if (typeof record !== 'string') return record;
  return findingOf('legacy-record', { file: RECORD_FILE }, { record: RECORD_FILE, reason: record });
}

function compareWith(
  compare: string,
  document: JsonObject,
  prompts: ReadonlyMap<string, string>,
  { cwd }: Io,
): readonly Finding[] {
  const path = resolve(cwd, compare);
  const root = dirname(dirname(path));
  const file = `${basename(dirname(path))}/${basename(path)}`;
  const differ = (difference: string): Finding =>
    findingOf('legacy-differs', { file: path }, { file: quote(compare), difference });
  const { files } = readPlaces(root, [file, ...prompts.keys()], () => []);
  const bytes = files.get(file)?.bytes;
  const original = bytes === undefined ? 'it cannot be read' : readJson(new TextDecoder().decode(bytes));
  if (typeof original === 'string') return [differ(original)];
  const difference = firstDifference(original.value, document);
  const changed = [...prompts].filter(([prompt, text]) => !isSameText(files.get(prompt)?.bytes, text));
  return [
    ...(difference === undefined ? [] : [differ(difference)]),
    ...changed.map(([prompt]) => differ(`the prompt ${quote(prompt)} is another one`)),
  ];
}

function isSameText(bytes: Uint8Array | undefined, text: string): boolean {
  return bytes !== undefined && Buffer.compare(bytes, Buffer.from(text, 'utf8')) === 0;
}

function create(out: string, text: string, prompts: ReadonlyMap<string, string>, io: Io): ExitCode {
  const path = resolve(io.cwd, out);
  const root = dirname(dirname(path));
  const files = [
    { path: `${basename(dirname(path))}/${basename(path)}`, text },
    ...[...prompts].map(([prompt, content]) => ({ path: prompt, text: content })),
  ];
  return reportNewFiles(root, files, writeNewFiles(root, files), io);
}

function fail(diagnostics: readonly Diagnostic[], root: string, { json }: ExportValues, io: Io): ExitCode {
  if (json === true) printJson(new Map(), diagnostics, io);
  else reportDiagnostics(diagnostics, root, io);
  return 1;
}

/** The document is printed as it is: an object of JavaScript would move keys that are numbers. */
function printJson(members: JsonObject, diagnostics: readonly Diagnostic[], { stdout }: Io): void {
  const listed = readJson(JSON.stringify({ diagnostics: diagnostics.map(diagnosticToJson) }));
  const rest = typeof listed === 'string' ? [] : [...listed.value];
  stdout.write(`${prettyJson(new Map([...members, ...rest]), LAYOUT)}\n`);
}
