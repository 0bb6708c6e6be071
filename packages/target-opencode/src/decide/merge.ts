/** A plain object, as JSON and YAML give it. */
export type Dictionary = Readonly<Record<string, unknown>>;

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** OpenCode's deep merge: objects are merged, all else is replaced, and a key keeps the place where it first stood. */
export function mergeDeep(below: Dictionary, above: Dictionary): Dictionary {
  const merged: Record<string, unknown> = { ...below, ...above };
  for (const [key, value] of Object.entries(above)) {
    const old = Object.hasOwn(below, key) ? below[key] : undefined;
    if (isDictionary(old) && isDictionary(value)) merged[key] = mergeDeep(old, value);
  }
  return merged;
}
