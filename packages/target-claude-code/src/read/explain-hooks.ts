import { findingOf, quote, type Finding } from '@canonry/core';
import { readHooks } from '../decide/hook.js';
import { isRecord } from '../decide/plain-value.js';

type WhereOf = (path: readonly string[]) => Parameters<typeof findingOf>[1];

/**
 * Hooks stay where they are. One that runs before a tool may refuse it, and what it refuses nobody can read from its name;
 * `isSaid` knows those of which the policies say it.
 */
export function explainHooks(
  hooks: unknown,
  areDisabled: boolean,
  whereOf: WhereOf,
  isSaid: (command: string) => boolean,
): readonly Finding[] {
  if (!isRecord(hooks)) return [];
  const running = areDisabled ? [] : (readHooks(hooks) ?? []).map(({ command }) => command);
  const commands = running.filter((command) => !isSaid(command));
  const others = Object.keys(hooks).filter((event) => event !== 'PreToolUse' || running.length === 0);
  const reason = 'it is a program, and what it refuses can only be seen when it runs';
  const advice = 'say in the permissions what it refuses, and take it out of the copy that you import';
  return [
    ...commands.map((command) =>
      findingOf('import-lost-restriction', whereOf(['hooks', 'PreToolUse']), {
        rule: `the hook ${quote(command)}`,
        reason,
        advice,
      }),
    ),
    ...others.map((event) =>
      findingOf('import-dropped-key', whereOf(['hooks', event]), {
        key: `hooks.${event}`,
        place: "hooks belong into the harness's own configuration; they stay where they are",
      }),
    ),
  ];
}
