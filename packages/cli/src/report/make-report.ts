import { hasErrors, type Diagnostic } from '@canonry/core';
import { splitCommandLine } from '@canonry/core/command-line';
import { linesOf, type LoadedRoster } from '@canonry/core/node';
import { reportOf, type RenderedForReport } from '@canonry/core/report';
import type { ExitCode } from '../command.js';
import { renderAlone } from '../harness-decisions.js';
import type { Io } from '../io.js';
import { reportDiagnostics } from '../report-diagnostics.js';
import type { TargetEntry } from '../targets.js';
import { changesSince } from './changes-since.js';
import { reportHtml } from './report-html.js';
import { writeReport } from './write-report.js';

interface ReportRun {
  readonly loaded: LoadedRoster;
  readonly entries: readonly TargetEntry[];
  /** `--out` */
  readonly out: string | undefined;
  /** `--since` */
  readonly since: string | undefined;
}

/** Makes the page, and writes or prints it. */
export async function makeReport({ loaded, entries, out, since }: ReportRun, io: Io): Promise<ExitCode> {
  const changes = since === undefined ? undefined : await changesSince(since, loaded, io);
  if (typeof changes === 'number') return changes;
  io.progress?.('rendering');
  const { targets, diagnostics } = await renderForReport(entries, loaded);
  const lines = await linesOfAgents(loaded);
  io.progress?.('asking the harnesses');
  const model = reportOf({
    roster: loaded.roster,
    targets,
    diagnostics: [...loaded.diagnostics, ...diagnostics],
    split: splitCommandLine,
    lineOf: ({ name }, path) => lines.get(name)?.(path),
    ...(changes === undefined ? {} : { since: changes }),
  });
  const html = reportHtml(model);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  reportDiagnostics(errors, loaded.root, io);
  const code = out === undefined ? print(html, io) : writeReport(out, html, io);
  return hasErrors(diagnostics) ? 1 : code;
}

interface AllRendered {
  readonly targets: readonly RenderedForReport[];
  readonly diagnostics: readonly Diagnostic[];
}

async function renderForReport(entries: readonly TargetEntry[], loaded: LoadedRoster): Promise<AllRendered> {
  const targets: RenderedForReport[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { load } of entries) {
    const target = await load?.();
    if (target === undefined) continue;
    const section = loaded.roster.project.targets.get(target.name);
    const { scope = 'project', enforcement = target.enforcement } = section ?? {};
    const rendered = await renderAlone(target, loaded);
    const place = { pathPrefix: rendered.pathPrefix, scope };
    diagnostics.push(...rendered.diagnostics);
    targets.push({ target, enforcement, place, ...(rendered.errors.length === 0 && { files: rendered.files }) });
  }
  return { targets, diagnostics };
}

type LineOf = Awaited<ReturnType<typeof linesOf>>;

async function linesOfAgents({ root, roster }: LoadedRoster): Promise<ReadonlyMap<string, LineOf>> {
  const lines = new Map<string, LineOf>();
  for (const { name, file } of roster.agents) lines.set(name, await linesOf(root, file));
  return lines;
}

function print(html: string, { stdout }: Io): ExitCode {
  stdout.write(html);
  return 0;
}
