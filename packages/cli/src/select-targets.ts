import { findingOf, joinWords, quote, type Finding, type Project } from '@canonry/core';
import type { TargetEntry } from './targets.js';
import { suggestName, type UsageProblem } from './usage-problem.js';

/** The first name on the command line that is no target. */
export function findUnknownTarget(names: readonly string[], all: readonly string[]): UsageProblem | undefined {
  const stranger = names.find((name) => !all.includes(name));
  return stranger === undefined
    ? undefined
    : { problem: `there is no target ${quote(stranger)}; ${suggestName(stranger, all)}` };
}

export interface Selection {
  /** In the order of canonry.toml. */
  readonly entries: readonly TargetEntry[];
  readonly findings: readonly Finding[];
}

/** The targets that a run is about: those that canonry.toml enables, or those of them that are named. */
export function selectTargets(
  names: readonly string[] | undefined,
  {
    project,
    file,
    known,
  }: { readonly project: Project; readonly file: string; readonly known: readonly TargetEntry[] },
): Selection | UsageProblem {
  const absent = names?.find((name) => !project.targets.has(name));
  if (absent !== undefined) return { problem: `${absent} is not enabled; add [targets.${absent}] to ${file}` };
  const enabled = [...project.targets.keys()].flatMap((name) => known.find((entry) => entry.name === name) ?? []);
  const entries = enabled.filter(({ name }) => names === undefined || names.includes(name));
  const renderable = enabled.filter(({ load }) => load !== undefined).map(({ name }) => name);
  const findings = entries
    .filter(({ load }) => load === undefined)
    .map(({ name }) => explainNotRendered(name, file, renderable));
  if (enabled.length > 0) return { entries, findings };
  return { entries, findings: [explainNone(file, known)] };
}

function explainNotRendered(target: string, file: string, renderable: readonly string[]): Finding {
  const place = { kind: 'key', path: ['targets', target] } as const;
  const take = `take [targets.${target}] out of ${file}`;
  const hint = renderable.length === 0 ? take : `choose others with ${joinFlags(renderable)}, or ${take}`;
  return findingOf('target-not-rendered', { file, place, target }, { target, file }, hint);
}

function explainNone(file: string, known: readonly TargetEntry[]): Finding {
  const target = known.find(({ load }) => load !== undefined)?.name ?? 'NAME';
  return findingOf('no-targets', { file }, { file, target });
}

function joinFlags(names: readonly string[]): string {
  return joinWords(names.map((name) => `-t ${name}`));
}
