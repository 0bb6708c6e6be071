import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportModel } from '@canonry/core/report';
import { onTerminal } from '../cli/in-process.js';
import { REPOSITORY } from './cases.js';

const SIDES = join(REPOSITORY, 'tests/golden/report');

/** A small project with texts that want to be more than texts, and what has changed in it since `before`. */
export async function reportOfSmallProject(): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'canonry-report-'));
  try {
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args]);
    cpSync(join(SIDES, 'before'), cwd, { recursive: true });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'before');
    git('tag', 'before');
    cpSync(join(SIDES, 'after'), cwd, { recursive: true });
    return await reportIn(cwd, '--since', 'before');
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The page of a project, which has to be without errors. */
export async function reportIn(cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await onTerminal(['report', ...args], { cwd, env: { PATH: process.env['PATH'] } });
  if (code !== 0) throw new Error(`canonry report ended with ${code}: ${stderr}`);
  return stdout;
}

export function modelIn(html: string): ReportModel {
  const text = /<script type="application\/json" id="model">([^<]*)<\/script>/.exec(html)?.[1];
  const model: ReportModel = JSON.parse(text ?? '');
  return model;
}
