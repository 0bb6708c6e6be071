import { dirname, relative } from 'node:path';
import {
  entryOf,
  filesAsWritten,
  findingOf,
  MANIFEST_PATH,
  mergeImported,
  type FileTree,
  type Finding,
  type ImportView,
} from '@canonry/core';
import { readPlaces, sha256 } from '@canonry/core/node';
import type { ExitCode } from './command.js';
import type { ImportFormat, ImportReader } from './import-formats.js';
import { findIdleRules } from './imported-idle-rules.js';
import { choosePrimaries } from './imported-primary.js';
import { importedProject, type ImportedSection } from './imported-project.js';
import type { Io } from './io.js';
import { finishImport, type ImportValues } from './run-import.js';

export interface ImportSource {
  readonly formats: readonly ImportFormat[];
  /** Absolute. */
  readonly path: string;
}

/** `canonry import` of what harnesses have: all of it as one project. */
export async function importHarnesses(
  { formats, path }: ImportSource,
  values: ImportValues,
  io: Io,
): Promise<ExitCode> {
  const readers = await Promise.all(formats.map(async (format) => ({ format, reader: await format.load() })));
  const root = rootOf(
    path,
    readers.flatMap(({ reader }) => reader.places),
  );
  const views = readers.map(({ format, reader }) => readView(format, reader, { root, path, cwd: io.cwd }));
  const merged = mergeImported(views);
  const targets = [...new Set([...formats.map(({ target }) => target), ...(values.target ?? [])])];
  const { sections: chosen, findings } = await choosePrimaries(merged.agents, targets, io);
  const sections = chosen.map((section) => asItWas(section, views));
  const run = {
    root,
    files: new Map(views.flatMap((view) => [...view.files])),
    findings: [...views.flatMap((view) => view.findings), ...merged.findings, ...findings],
    created: importedProject(merged, sections),
    views,
  };
  return finishImport(run, values, io);
}

/** A guard stays a guard, and files stay where they were. */
function asItWas({ name, options: chosen }: ImportedSection, views: readonly ImportView[]): ImportedSection {
  const { enforcement, options = [] } = views.find(({ harness }) => harness === name)?.imported ?? {};
  const guarded = enforcement === undefined ? [] : [['enforcement', enforcement] as const];
  return { name, options: new Map([...guarded, ...options, ...chosen]) };
}

interface View extends ImportView {
  readonly files: FileTree;
  readonly findings: readonly Finding[];
}

function readView(
  { target }: ImportFormat,
  { places, more, read, unspecified }: ImportReader,
  { root, path, cwd }: { readonly root: string; readonly path: string; readonly cwd: string },
): View {
  const { files, findings: unreadable, pathPrefix } = readPlaces(root, [...places, MANIFEST_PATH], more);
  const imported = read(files, { pathPrefix, asWritten: filesAsWritten(files, sha256) });
  const findings = [...unreadable, ...imported.findings, ...findIdleRules(imported)];
  if (imported.agents.length === 0 && !findings.some(({ code }) => entryOf(code).severity === 'error')) {
    const reason = `no agents that can be imported; looked below ${places.slice(0, 2).join(' and ')}`;
    const advice = 'name the directory that holds them';
    findings.push(findingOf('import-nothing', { file: '.' }, { path: relative(cwd, path) || '.', reason, advice }));
  }
  return { harness: target, imported, ...(unspecified && { unspecified }), files, findings };
}

/** PATH may also be one of the directories in which the harness looks. */
function rootOf(path: string, places: readonly string[]): string {
  const place = places.find((known) => path.endsWith(`/${known}`));
  return place === undefined ? path : place.split('/').reduce((here) => dirname(here), path);
}
