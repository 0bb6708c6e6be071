import type { Agent, FileOutput, RenderInput, SourcePlace } from '@canonry/core';
import { GUARD_LIBRARY, GUARD_LIBRARY_TYPES, serialisePolicies } from '@canonry/core/guard';
import { DIRECTORIES, GUARD } from './directories.js';
import { GUARD_EXTENSION } from './guard-text.js';

/** The extension, and beside it what it needs: Pi would load everything in `extensions/` as one. */
export function guardFiles(
  agents: readonly Agent[],
  primary: Agent | undefined,
  { scope, unattended = false }: Pick<RenderInput, 'scope' | 'unattended'>,
): readonly FileOutput[] {
  const { config } = DIRECTORIES[scope];
  const settings = { format: 'canonry-guard', main: primary?.name ?? null, scope };
  const library = (name: string, text: string): FileOutput => textFile(`${config}${GUARD.library}${name}`, text);
  return [
    textFile(`${config}${GUARD.extension}`, GUARD_EXTENSION),
    library('guard.json', `${JSON.stringify(settings, null, 2)}\n`),
    library('policies.json', serialisePolicies(agents, { unattended })),
    library('canonry-guard.mjs', GUARD_LIBRARY),
    library('canonry-guard.d.mts', GUARD_LIBRARY_TYPES),
  ];
}

export function textFile(path: string, text: string, source?: SourcePlace): FileOutput {
  return {
    kind: 'file',
    path,
    ...(source === undefined ? {} : { source }),
    bytes: new TextEncoder().encode(text),
    executable: false,
  };
}
