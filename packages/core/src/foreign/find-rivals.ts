import { findingOf, type Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import type { ForeignInput } from './find-foreign-widenings.js';
import type { Target } from '../target.js';

interface RivalInput extends Pick<ForeignInput, 'alone' | 'merged'> {
  readonly target: Pick<Target, 'name' | 'definitions'>;
}

/** Files of somebody else that define an agent which is rendered into another file: what an import leaves behind, say. */
export function findRivals({ target, alone, merged }: RivalInput): readonly Finding[] {
  const definitionsIn = target.definitions ?? (() => []);
  const foreign = definitionsIn(new Map([...merged].filter(([path]) => !alone.has(path))));
  // Mostly there is none, and ours are many.
  if (foreign.length === 0) return [];
  const ours = new Set(definitionsIn(alone).map(({ name }) => name));
  return foreign
    .filter(({ name }) => ours.has(name))
    .map(({ name: agent, path }) =>
      findingOf(
        'rival-file',
        { file: path, agent, target: target.name },
        { path: quote(path), agent, target: target.name },
      ),
    );
}
