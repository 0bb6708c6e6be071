import { nameLike } from '../text-schema.js';

/** Gives each agent a name that canonry takes, no two the same. `wanted`: the text that its name is made from. */
export function newNames(
  agents: readonly { readonly key: string; readonly wanted: string }[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  // Who is called right already keeps the name, wherever it stands.
  const taken = new Set(agents.map(({ wanted }) => wanted).filter((wanted) => nameLike(wanted) === wanted));
  const kept = new Set<string>();
  for (const { key, wanted } of agents) {
    const isRight = taken.has(wanted) && !kept.has(wanted);
    if (isRight) kept.add(wanted);
    const name = isRight ? wanted : freeName(nameLike(wanted.slice(0, LONGEST)) ?? 'agent', taken);
    taken.add(name);
    names.set(key, name);
  }
  return names;
}

/** Leaves room for a number. */
const LONGEST = 60;

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
