import type { Io } from './io.js';

/** For questions about `~/`. Where nobody says where the home is, any place that no project is in will do. */
export function homeOf(env: Io['env']): string {
  return homeIn(env) ?? '/home/user';
}

/** The home directory of the person, if their environment names one. */
export function homeIn(env: Io['env']): string | undefined {
  const home = env['HOME'];
  return home?.startsWith('/') === true ? home.replace(/(?<=.)\/+$/, '') : undefined;
}
