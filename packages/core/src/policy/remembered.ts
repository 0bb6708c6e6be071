/** Computes each thing once, by a text that says all that it depends on; it forgets everything before that becomes too much. */
export function remembered<T>(): (key: string, compute: () => T) => T {
  const known = new Map<string, T>();
  return (key, compute) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute();
    if (known.size >= MOST) known.clear();
    known.set(key, result);
    return result;
  };
}

const MOST = 2_000;
