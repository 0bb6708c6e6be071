import type { Io, Output } from './io.js';

/** Columns of the terminal, by COLUMNS if a person sets it (POSIX). In files and pipes nothing is cut or wrapped. */
export function columnsOf({ isTTY, columns }: Output, env: Io['env']): number | undefined {
  if (isTTY !== true) return undefined;
  const wanted = Number(env['COLUMNS']);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : columns || 80;
}
