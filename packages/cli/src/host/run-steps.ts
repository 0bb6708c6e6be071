import { findingOf, quote, shellWord, type Finding } from '@canonry/core';
import type { Io } from '../io.js';
import type { Machine } from './machine.js';
import type { Step } from './steps.js';

/** What became of a step. */
export interface StepOutcome {
  readonly command: readonly string[];
  readonly state: 'run' | 'shown' | 'failed';
}

export interface StepsOutcome {
  readonly steps: readonly StepOutcome[];
  readonly findings: readonly Finding[];
}

interface StepsOptions {
  readonly machine: Machine;
  /** Only show them. */
  readonly isShown: boolean;
  /** The file of the host. */
  readonly file: string;
}

/** Runs steps in order, up to the first that fails. Those that only a running systemd can take are shown elsewhere. */
export function runSteps(
  steps: readonly Step[],
  { machine, isShown, file }: StepsOptions,
  { programs }: Pick<Io, 'programs'>,
): StepsOutcome {
  const outcomes: StepOutcome[] = [];
  for (const { command, isLive, fine = [] } of steps) {
    if (isShown || (isLive && !machine.isRunning)) {
      outcomes.push({ command, state: 'shown' });
      continue;
    }
    const { code, stderr } = programs.run(command);
    const isDone = code === 0 || (code !== undefined && fine.includes(code));
    outcomes.push({ command, state: isDone ? 'run' : 'failed' });
    if (isDone) continue;
    const parameters = { command: quote(commandText(command)), reason: reasonOf(code, stderr) };
    return { steps: outcomes, findings: [findingOf('command-failed', { file }, parameters)] };
  }
  return { steps: outcomes, findings: [] };
}

/** As a shell reads it. */
export function commandText(command: readonly string[]): string {
  return command.map((word) => (word === '' ? "''" : shellWord(word))).join(' ');
}

function reasonOf(code: number | undefined, stderr: string): string {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const said = last === '' ? '' : `: ${last}`;
  return code === undefined ? last || 'it was ended' : `exit code ${code}${said}`;
}
