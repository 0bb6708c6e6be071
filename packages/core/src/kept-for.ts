/** Computes a thing once for an object, and keeps it as long as that is in use; keys tell several things of one object apart. */
export function keptFor<T>(): (owner: object, compute: () => T, key?: string) => T {
  const kept = new WeakMap<object, Map<string, T>>();
  return (owner, compute, key = '') => {
    const known = kept.get(owner) ?? new Map<string, T>();
    kept.set(owner, known);
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute();
    known.set(key, result);
    return result;
  };
}
