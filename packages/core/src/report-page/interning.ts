/** Values that are data, each kept once. */
export interface Pool<T> {
  readonly values: readonly T[];
  /** Where in `values` the value is, now at the latest. */
  readonly place: (value: T) => number;
}

export function interning<T>(): Pool<T> {
  const values: T[] = [];
  const places = new Map<string, number>();
  return {
    values,
    place: (value) => {
      const key = JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, values.length);
      return values.push(value) - 1;
    },
  };
}
