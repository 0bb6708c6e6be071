/** A name of an agent as Claude Code looks for it if there is none of that very name. */
export function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{White_Space}\p{Pd}_]+/gu, '');
}

/** The skill that a name stands for: it may be called as a command is. */
export function bareSkill(name: string): string {
  return name.trim().replace(/^\//, '');
}
