/** One line of /etc/passwd. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** One line of /etc/group. */
export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** What /etc/shadow says of a user. */
export interface Shadow {
  readonly name: string;
  /** No password opens it. */
  readonly isLocked: boolean;
  /** Nobody can log in any more, in whatever way. */
  readonly isExpired: boolean;
}

export function parsePasswd(text: string): readonly User[] {
  return linesOf(text).flatMap(([name = '', , uid = '', gid = '', , home = '']) =>
    isNumber(uid) && isNumber(gid) ? [{ name, uid: Number(uid), gid: Number(gid), home }] : [],
  );
}

export function parseGroup(text: string): readonly Group[] {
  return linesOf(text).flatMap(([name = '', , gid = '', members = '']) =>
    isNumber(gid) ? [{ name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') }] : [],
  );
}

export function parseShadow(text: string): readonly Shadow[] {
  return linesOf(text).map(([name = '', password = '', , , , , , expires = '']) => ({
    name,
    isLocked: /^[!*]/.test(password),
    // Day 1 is what we lock with; what people set is a day in their own lives.
    isExpired: expires === '1',
  }));
}

function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'));
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
