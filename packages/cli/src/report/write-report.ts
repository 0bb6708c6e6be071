import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { escapeInvisible, quote } from '@canonry/core';
import type { ExitCode } from '../command.js';
import type { Io } from '../io.js';
import { REPORT_START } from './report-html.js';

/** Writes the page as a whole or not at all. An earlier one is replaced, and no other file. */
export function writeReport(out: string, html: string, io: Io): ExitCode {
  const path = resolve(io.cwd, out);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const reason = whyNot(path);
    if (reason !== undefined) return refuse(out, reason, io);
    writeFileSync(temporary, html, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    return refuse(out, error instanceof Error ? error.message : String(error), io);
  }
  io.stdout.write(`wrote ${escapeInvisible(out)}\n`);
  return 0;
}

function whyNot(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) return 'it is no file';
  return readFileSync(path, 'utf8').startsWith(REPORT_START) ? undefined : 'it is there, and no report of canonry';
}

function refuse(out: string, reason: string, { stderr }: Io): ExitCode {
  stderr.write(`canonry report: ${quote(out)} is not written: ${escapeInvisible(reason)}\n`);
  return 1;
}
