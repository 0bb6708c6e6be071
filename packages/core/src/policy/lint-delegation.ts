import type { Agent } from '../agent.js';
import { findingOf, type Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { findWidenedByDelegation } from './delegation.js';

/** What agents can do through the agents that they start, and may not do themselves. */
export function lintDelegation(agents: readonly Agent[]): readonly Finding[] {
  return findWidenedByDelegation(agents).map(({ agent, tool, path, difference }) => {
    const { witness, old, new: now } = difference;
    const place = { kind: 'key', path: ['permissions', 'task'] } as const;
    const where = { file: agent.file, agent: agent.name, tool, place, witness: witness ?? undefined };
    return findingOf('delegation-widens', where, {
      path: path.join(' → '),
      tool,
      what: witness === null ? 'without a subject' : quote(witness),
      old: old ?? 'unspecified',
      new: now ?? 'unspecified',
    });
  });
}
