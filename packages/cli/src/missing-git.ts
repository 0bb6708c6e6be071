import { findingOf, type Finding, type Project, type Target } from '@canonry/core';
import { findGitWorkTree } from '@canonry/core/node';
import { scopeOf } from './output-roots.js';

/** A project outside of Git, for a harness that matches path rules from the top of the work tree: they do not hold there. */
export function findMissingGit(targets: readonly Target[], project: Project, root: string): readonly Finding[] {
  const concerned = targets.filter(({ name, needsGit }) => needsGit && scopeOf(project, name) === 'project');
  if (concerned.length === 0 || findGitWorkTree(root) !== undefined) return [];
  return concerned.map(({ name }) =>
    findingOf('no-git-work-tree', { file: '.', target: name }, { path: root, target: name }),
  );
}
