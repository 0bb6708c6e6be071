import type { Diagnostic, Finding } from '../diagnostic.js';

/** Gives findings their lines. Positions and the strict TOML 1.0 reader share a parser that most runs never need. */
export async function locate(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
): Promise<readonly Diagnostic[]> {
  if (findings.length === 0) return [];
  const { locateFindings } = await import('../locate-findings.js');
  return locateFindings(findings, texts);
}
