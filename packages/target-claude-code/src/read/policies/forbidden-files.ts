import { type Finding, type Rule } from '@canonry/core';
import { WRITERS } from '../../decide/bash-paths.js';
import { partialRules, sayStricter, type Reading } from '../reading.js';
import { sayPath } from './path-rule.js';

/** What rules about files mean for command lines. */
export interface ForbiddenFiles {
  /** Every file is forbidden, so that hardly a command is left. */
  readonly isAll: boolean;
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
}

/**
 * Claude Code looks for denied files in command lines, as far as it knows the programs. Here a denied file may not be named
 * at all, and where all writing is denied, neither may the programs that write.
 */
export function forbiddenFiles(reading: Reading): ForbiddenFiles {
  const findings: Finding[] = [];
  const patterns: string[] = [];
  let isAll = false;
  for (const tool of ['Read', 'Edit'] as const)
    for (const rule of partialRules(reading, 'deny', tool)) {
      if (rule.content.startsWith('!')) continue;
      const { inside, outside } = sayPath(rule, 'deny');
      const names = new Set([...inside, ...outside].map(({ pattern }) => nameIn(pattern)));
      const isEverything = names.has('');
      const says = isEverything
        ? tool === 'Read'
          ? 'no command at all'
          : 'none of the programs that write'
        : 'no command that names such a file';
      findings.push(
        sayStricter(
          rule,
          'bash',
          'Claude Code looks for denied files in command lines',
          `${says}, nor one whose words are only known when it runs`,
        ),
      );
      if (isEverything && tool === 'Read') isAll = true;
      patterns.push(...(isEverything ? WRITING : [...names].map((name) => `*${name}*`)));
    }
  return { isAll, rules: patterns.map((pattern) => ({ pattern, action: 'deny' })), findings };
}

const WRITING: readonly string[] = [...[...WRITERS].map((program) => `${program} *`), 'sed -*i*', 'sed * -*i*'];

/** The last name of a pattern, which a command names from whichever directory it starts; nothing if it is about all files. */
function nameIn(pattern: string): string {
  const names = pattern.split('/').filter((name) => /[^*?.~]/.test(name) && name !== '$HOME');
  return (names.at(-1) ?? '').replaceAll(/^\*+|\*+$/g, '');
}
