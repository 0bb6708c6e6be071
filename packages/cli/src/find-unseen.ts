import { existsSync } from 'node:fs';
import { findingOf, type Finding, type Target, type UnseenSource } from '@canonry/core';
import { homeIn } from './home-of.js';
import type { Io } from './io.js';

/** What this machine and its environment hand a harness besides the files that it is judged by. */
export function findUnseen({ name, unseen }: Target, { env }: Io): readonly Finding[] {
  return unseen
    .filter((source) => isThere(source, env))
    .map((source) => {
      const what = source.kind === 'variable' ? source.name : source.path;
      return findingOf('unseen-configuration', { file: '.', target: name }, { what, target: name });
    });
}

/** An empty variable is none. */
function isThere(source: UnseenSource, env: Io['env']): boolean {
  if (source.kind === 'place') return existsSync(source.path);
  const value = env[source.name] ?? '';
  const usual = source.usual?.replace(/^~(?=\/)/, () => homeIn(env) ?? '~');
  return value !== '' && value !== usual;
}
