import type { Finding } from '../diagnostic.js';

/** Rules that stand for every tool or agent are told once, not for each of them. */
export function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding, index) => findings.findIndex((other) => isSame(finding, other)) === index);
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.message === b.message && a.file === b.file && a.agent === b.agent;
}
