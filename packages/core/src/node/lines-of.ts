import type { KeyPath } from '../diagnostic.js';
import { LIMITS } from '../limits.js';
import { readText } from './read-agents.js';
import { openSourceRoot } from './source-files.js';

/** Looks up the line of a key or value of a TOML file; knows none if the file can no longer be read. */
export async function linesOf(root: string, file: string): Promise<(path: KeyPath) => number | undefined> {
  const text = readText(openSourceRoot(root), file, LIMITS.toml);
  if (typeof text !== 'string') return () => undefined;
  const { tomlPositions } = await import('../toml-positions.js');
  const positions = tomlPositions(text);
  return (path) => {
    const span = positions.value(path);
    return span === undefined ? undefined : text.slice(0, span.start).split('\n').length;
  };
}
