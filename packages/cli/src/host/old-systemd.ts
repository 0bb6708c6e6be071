import { findingOf, type Finding, type Host } from '@canonry/core';
import type { Io } from '../io.js';
import type { Machine } from './machine.js';

/** Of Debian 12; what came later is not used. */
const LEAST = 252;

/** Only a machine that runs can be asked. */
export function findOldSystemd(
  { isRunning }: Machine,
  { file }: Host,
  { programs }: Pick<Io, 'programs'>,
): readonly Finding[] {
  if (!isRunning) return [];
  const { stdout } = programs.run(['systemctl', '--version']);
  const version = /^systemd (\d+)/.exec(stdout)?.[1];
  if (version === undefined || Number(version) >= LEAST) return [];
  return [findingOf('old-systemd', { file }, { version, least: String(LEAST) })];
}
