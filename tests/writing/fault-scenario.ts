import { cpSync } from 'node:fs';
import type { RenderedTarget } from '@canonry/core';
import { expect } from 'vitest';
import type { WritingOutcome, WritingSystem } from '@canonry/core/node';
import { makeProject, newDirectory, wholeTree, type Project } from './project.js';

/** A project with an older output and files of a person, what is rendered next, and what must come of it. */
export interface Scenario {
  readonly base: Project;
  readonly rendered: readonly RenderedTarget[];
  /** The tree after an undisturbed run. */
  readonly expected: Tree;
  readonly original: Tree;
}

type Tree = Readonly<Record<string, string>>;

/** Files that are a person's alone. They must never differ, at any moment. */
const FOREIGN = {
  'README.md': 'mine\n',
  '.alpha/agents/mine.md': 'my agent\n',
  '.beta/notes/own.md': 'my notes\n',
  '.canonry/backup/older.md': 'a copy\n',
};

const SHARED_FILES = {
  '.claude/settings.json': '{\n  // mine\n  "permissions": { "deny": ["Bash(curl *)"] }\n}\n',
  'AGENTS.md': '# Mine\n',
};

export async function makeScenario(
  older: readonly RenderedTarget[],
  rendered: readonly RenderedTarget[],
  system: WritingSystem,
): Promise<Scenario> {
  const base = makeProject({ ...FOREIGN, ...SHARED_FILES });
  expect((await base.render(older, { system })).exitCode).toBe(0);
  // One output goes missing and one is edited, so that a run with --force has every kind of change to make.
  base.remove('.shared/rules.md');
  base.write('.alpha/bin/ada', 'edited by hand');
  const after = copyOf(base);
  expect((await after.render(rendered, { system, force: true })).exitCode).toBe(0);
  const expected = wholeTree(after);
  after.dispose();
  return { base, rendered, expected, original: wholeTree(base) };
}

export function copyOf(project: Project): Project {
  const root = newDirectory();
  cpSync(project.root, root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return makeProject({}, root);
}

/** What must hold whenever somebody looks, even in the middle of a run that died. */
export function expectNothingHalf(project: Project, { expected, original }: Scenario): void {
  const tree = wholeTree(project);
  for (const path of Object.keys(FOREIGN)) expect(tree[path], path).toBe(original[path]);
  for (const [path, content] of Object.entries(tree)) {
    const isTemporary = /(?:^|\/)\.canonry-|^\.canonry\/(?:lock|journal|backup)/.test(path);
    if (!isTemporary) expect([original[path], expected[path]], path).toContain(content);
  }
}

/** What must hold after a failed call: all or nothing, and the reason with the file. */
export function expectAllOrNothing(project: Project, outcome: WritingOutcome, { expected, original }: Scenario): void {
  const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = outcome.diagnostics.filter(({ code }) => code === 'left-behind');
  if (outcome.applied) {
    expect(errors).toEqual([]);
    if (warnings.length === 0) expect(wholeTree(project)).toEqual(expected);
    return;
  }
  expect(outcome.exitCode).toBe(1);
  expect(errors.length).toBeGreaterThan(0);
  expect(errors[0]).toHaveProperty('file');
  if (warnings.length === 0) expect(wholeTree(project)).toEqual(original);
}
