import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Hash } from '../shared-files/shared-edit.js';
import { mayRun, thisProcess, type ProcessIdentity } from './process-identity.js';
import { nodeFs, type WritingFs } from './writing-fs.js';

/** What writing needs of the machine. Tests give it a file system that fails, or a process that is dead. */
export interface WritingSystem {
  readonly fs: WritingFs;
  readonly self: ProcessIdentity;
  readonly mayRun: (other: ProcessIdentity) => boolean;
  /** Text that no other run uses, of letters and digits. */
  readonly unique: () => string;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** How long a second run waits for the first one. */
  readonly patience: number;
}

export function thisSystem(): WritingSystem {
  const self = thisProcess();
  return {
    fs: nodeFs,
    self,
    mayRun: (other) => mayRun(other, self),
    unique: () => randomBytes(6).toString('hex'),
    pause: (milliseconds) => setTimeout(milliseconds),
    patience: 2_500,
  };
}

export const sha256: Hash = (data) => createHash('sha256').update(data).digest('hex');
