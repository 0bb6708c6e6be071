import { findingOf, type Finding, type Target } from '@canonry/core';
import { readFiles, type LoadedRoster } from '@canonry/core/node';
import { homeIn } from './home-of.js';
import type { Io } from './io.js';
import { scopeOf } from './output-roots.js';

/** Agents of a person's own with the name of one that is rendered into the project: which of the two counts. */
export function findSameNames(
  { name: target, personal, read }: Target,
  { root, roster }: LoadedRoster,
  { env }: Io,
): readonly Finding[] {
  const home = homeIn(env);
  // A project in the home directory itself has its own agents there.
  if (personal === undefined || home === undefined || home === root) return [];
  if (scopeOf(roster.project, target) !== 'project') return [];
  const own = read?.(readFiles(home, personal.places)).agents ?? [];
  return own
    .filter(({ agent }) => roster.agents.some(({ name }) => name === agent.name))
    .map(({ agent, from }) => {
      const parameters = { target, agent: agent.name, file: `~/${from}`, outcome: personal.outcome };
      const code = personal.counts ? 'shadowing-agent' : 'shadowed-agent';
      return findingOf(code, { file: `~/${from}`, agent: agent.name, target }, parameters);
    });
}
