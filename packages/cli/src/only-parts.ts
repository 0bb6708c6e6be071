import type { Output } from '@canonry/core';
import type { PreparedRun } from './prepare-render.js';

/** What `--parts` may ask for: whole files and links, or our keys and blocks in files that are shared with people. */
export const PARTS = ['whole', 'shared'] as const;

/** A run with only these parts of what is rendered: where something else, such as home-manager, takes care of the others. */
export function onlyParts(prepared: PreparedRun, parts: string | undefined): PreparedRun {
  if (parts === undefined) return prepared;
  const isWanted = ({ kind }: Output): boolean => (kind === 'file' || kind === 'link') === (parts === 'whole');
  const roots = prepared.roots.map((root) => ({
    ...root,
    rendered: root.rendered.map((target) => ({ ...target, outputs: target.outputs.filter(isWanted) })),
  }));
  return { ...prepared, roots };
}
