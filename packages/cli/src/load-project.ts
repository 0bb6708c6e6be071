import { findingOf, hasErrors, quote, type Finding, type Project, type Target } from '@canonry/core';
import { loadRoster, type LoadedRoster } from '@canonry/core/node';
import type { Io } from './io.js';
import { loadTarget, reasonOf, type TargetOrigin } from './load-target.js';
import { findUnknownTarget } from './select-targets.js';
import { loadOptionsOf, type SourceValues } from './source-options.js';
import type { TargetEntry } from './targets.js';
import type { UsageProblem } from './usage-problem.js';

export interface LoadedProject {
  readonly loaded: LoadedRoster;
  /** Everything that canonry.toml may name: our own targets, and those of the packages that it names. */
  readonly targets: readonly TargetEntry[];
}

interface ProjectValues extends SourceValues {
  /** `-t` */
  readonly target?: readonly string[] | undefined;
}

interface LoadingOptions {
  readonly lint?: boolean;
  /** What is on disk may be of targets that are not there any more, and agents may be wrong. */
  readonly toClean?: boolean;
}

/** Loads a source with every target that it names, or `-t` does, wherever that comes from. */
export async function loadProject(
  values: ProjectValues,
  io: Io,
  { lint = false, toClean = false }: LoadingOptions = {},
): Promise<LoadedProject | UsageProblem> {
  const options = { ...loadOptionsOf(values, io), lint };
  const first = await loadRoster(options);
  const origins = foreignOrigins(first, io.targets);
  const names = [...io.targets, ...origins].map(({ name }) => name);
  const unknown = findUnknownTarget(values.target ?? [], names);
  if (unknown !== undefined && !toClean) return unknown;
  // A source with errors is not rendered, so nothing of others has to run.
  const isInVain = hasErrors(first.diagnostics) && !toClean;
  const wanted = origins.filter(({ name }) => !isInVain && (values.target?.includes(name) ?? true));
  const { entries, findings } = await loadTargets(wanted, first.projectFile);
  const targets = [...io.targets, ...entries];
  // Now their options are known, and are checked.
  const loaded = entries.length === 0 ? first : await loadRoster({ ...options, targets });
  const diagnostics = [...loaded.diagnostics, ...(await loaded.locate(findings))];
  const named = (values.target ?? []).filter((name) => targets.some((target) => target.name === name));
  return { loaded: { ...enableNamed(loaded, named), diagnostics }, targets };
}

/** Without a canonry.toml nobody has said what to render for, so whoever names a target says it. */
function enableNamed(loaded: LoadedRoster, names: readonly string[]): LoadedRoster {
  if (loaded.hasProjectFile) return loaded;
  const targets: Project['targets'] = new Map(names.map((name) => [name, { scope: 'project', options: new Map() }]));
  return { ...loaded, roster: { ...loaded.roster, project: { ...loaded.roster.project, targets } } };
}

/** The targets that say where they come from. One of ours cannot be replaced. */
function foreignOrigins({ root, roster }: LoadedRoster, own: readonly TargetEntry[]): readonly TargetOrigin[] {
  return [...roster.project.targets].flatMap(([name, { package: specifier }]) =>
    specifier === undefined || own.some((entry) => entry.name === name) ? [] : [{ name, specifier, root }],
  );
}

interface LoadedTargets {
  readonly entries: readonly TargetEntry[];
  readonly findings: readonly Finding[];
}

async function loadTargets(origins: readonly TargetOrigin[], file: string): Promise<LoadedTargets> {
  const entries: TargetEntry[] = [];
  const findings: Finding[] = [];
  for (const origin of origins) {
    const target = await loadTarget(origin);
    if ('reason' in target) findings.push(explainUnusable(origin, target.reason, file));
    else entries.push({ ...target, isForeign: true, load: () => Promise.resolve(failingGently(target, origin, file)) });
  }
  return { entries, findings };
}

/** A mistake of somebody else is shown as one, and not as a bug of ours. */
function failingGently(target: Target, origin: TargetOrigin, file: string): Target {
  const render: Target['render'] = (input) => {
    try {
      return target.render(input);
    } catch (error) {
      return { outputs: [], findings: [explainUnusable(origin, `rendering fails: ${reasonOf(error)}`, file)] };
    }
  };
  return { ...target, render };
}

function explainUnusable({ name, specifier }: TargetOrigin, reason: string, file: string): Finding {
  const where = { file, place: { kind: 'value', path: ['targets', name, 'package'] }, target: name } as const;
  return findingOf('unusable-target', where, { target: name, package: quote(specifier), reason, file });
}
