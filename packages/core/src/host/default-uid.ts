export const LEAST_UID = 4001;
export const MOST_UID = 59_999;
/** Up to here a uid is made of a name; above, there is room for those that people choose. */
const MOST_DEFAULT = 9999;

/** The uid of an account that names none. Of its name alone: another account can never move it. */
export function defaultUid(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return LEAST_UID + (hash % (MOST_DEFAULT - LEAST_UID + 1));
}
