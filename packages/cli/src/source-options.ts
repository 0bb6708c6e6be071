import { dirname, resolve } from 'node:path';
import { findSourceAbove, type LoadOptions } from '@canonry/core/node';
import type { Io } from './io.js';

/** How every command that reads a source takes it. */
export const SOURCE_OPTIONS = { agents: { type: 'string' }, config: { type: 'string' } } as const;

export interface SourceValues {
  readonly agents?: string | undefined;
  readonly config?: string | undefined;
}

/** What to load: the agents directory that is named, else the project of the config file, else the one around us. */
export function loadOptionsOf(
  { agents, config }: SourceValues,
  { cwd, targets }: Pick<Io, 'cwd' | 'targets'>,
): LoadOptions {
  const file = config === undefined ? {} : { config: resolve(cwd, config) };
  if (agents !== undefined) return { source: resolve(cwd, agents), isAgentsDirectory: true, ...file, targets };
  return { source: file.config === undefined ? findSourceAbove(cwd) : dirname(file.config), ...file, targets };
}
