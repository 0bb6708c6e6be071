/** Computes each thing once, by a text that says all that it depends on; it forgets everything before that becomes too much. */
export function remembered<T>(): (key: string, compute: () => T) => T {
  const known = new Map<string, T>();
  let length = 0;
  return (key, compute) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute();
    if (length > MOST_UNITS) {
      known.clear();
      length = 0;
    }
    known.set(key, result);
    length += key.length;
    return result;
  };
}

/** Of all keys together: thousands of policies such as people write. */
const MOST_UNITS = 2_000_000;
