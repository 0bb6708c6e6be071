import { expect } from 'vitest';
import type { Machine, Result } from './machine.js';

/** A sentence, and what asks the machine whether it is true. It leaves the machine as it was. */
export type Assertion = readonly [sentence: string, holds: (host: Machine) => void];

export function outputOf(result: Result): string {
  expect(result.status, `${result.output}\n${result.errors}`).toBe(0);
  return result.output;
}

/** It failed, and for this reason: a misspelt command would fail as well. */
export function expectRefused(result: Result, reason: RegExp): void {
  expect(result.status).not.toBe(0);
  expect(`${result.output}\n${result.errors}`).toMatch(reason);
}

export const DENIED = /Permission denied|Operation not permitted|Read-only file system/;

/** Shell that waits for something to be true, a few seconds at most. */
export function until(condition: string): string {
  return `(for i in $(seq 100); do if ${condition}; then exit 0; fi; sleep 0.05; done; exit 1)`;
}
