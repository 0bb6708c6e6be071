import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { joinWords, type Project, type Scope } from '@canonry/core';
import { recordedTargets, sourceNameIn, type LoadedRoster } from '@canonry/core/node';
import { homeIn } from './home-of.js';
import type { Io } from './io.js';
import type { TargetEntry } from './targets.js';
import type { UsageProblem } from './usage-problem.js';

/** A directory below which a run writes, with its own manifest. */
export interface OutputRoot {
  /** Absolute. */
  readonly out: string;
  /** How paths below it begin where people read them: those of the home directory with `~/`. */
  readonly prefix: '' | '~/';
  /** Where the source is, as the record of this root has it. */
  readonly source: string;
  /** The scopes that are rendered to it: both, if the project is the home directory itself. */
  readonly scopes: readonly Scope[];
}

interface Places {
  readonly loaded: Pick<LoadedRoster, 'root' | 'roster'>;
  readonly entries: readonly TargetEntry[];
  /** `--out`. */
  readonly out: string | undefined;
}

/**
 * Where a run writes: the source root and, if a target has scope `user`, the home directory. Both are looked at also if
 * nothing is rendered to them now, because of what was rendered there before.
 */
export function outputRootsOf({ loaded, entries, out }: Places, io: Io): readonly OutputRoot[] | UsageProblem {
  const { project } = loaded.roster;
  const ofUser = entries.filter(({ name }) => scopeOf(project, name) === 'user').map(({ name }) => name);
  const ofProject = entries.filter(({ name }) => scopeOf(project, name) === 'project').map(({ name }) => name);
  if (out !== undefined) {
    if (ofUser.length > 0 && ofProject.length > 0)
      return {
        problem: `--out cannot stand for the home directory (${joinWords(ofUser)}) and the project (${joinWords(ofProject)}) at once; choose with -t`,
      };
    const path = resolve(io.cwd, out);
    const source = sourceNameIn(path, loaded.root, { isShared: isHome(path, io) });
    return [{ out: path, prefix: '', source, scopes: [ofUser.length > 0 ? 'user' : 'project'] }];
  }
  const ofSource = { out: loaded.root, prefix: '', source: '' } as const;
  const home = homeIn(io.env);
  if (home === undefined && ofUser.length === 0) return [{ ...ofSource, scopes: ['project'] }];
  if (home === undefined)
    return {
      problem: `HOME does not say where ${joinWords(ofUser)} of scope "user" belongs; name a directory with --out`,
    };
  if (isSameDirectory(home, loaded.root)) return [{ ...ofSource, scopes: ['project', 'user'] }];
  const source = sourceNameIn(home, loaded.root, { isShared: true });
  const isOfUser = ofUser.length > 0 || recordedTargets(home, source).length > 0;
  return [
    { ...ofSource, scopes: ['project'] },
    ...(isOfUser ? [{ out: home, prefix: '~/', source, scopes: ['user'] } as const] : []),
  ];
}

function isHome(path: string, { env }: Io): boolean {
  const home = homeIn(env);
  return home !== undefined && isSameDirectory(home, path);
}

export function scopeOf(project: Project, target: string): Scope {
  return project.targets.get(target)?.scope ?? 'project';
}

function isSameDirectory(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
