import { findingOf, quote, type Finding } from '@canonry/core';
import { isText } from '../decide/plain-value.js';
import { modeOf } from '../decide/settings.js';

/** What there is to say about a mode: most of them are heard in the policies. */
export function explainMode(key: string, mode: unknown, where: Parameters<typeof findingOf>[1]): readonly Finding[] {
  if (mode === undefined) return [];
  const rule = `${key} ${isText(mode) ? quote(mode) : 'of another type'}`;
  if (modeOf(mode) === undefined) {
    const reason = 'it is unknown there, or a person has to enable it';
    const advice = 'say in the permissions of the agent what it was meant to do';
    return [findingOf('import-no-effect', where, { rule, reason, advice, harness: 'Claude Code' })];
  }
  if (mode !== 'acceptEdits') return [];
  const reason = 'Claude Code runs touch, rm and others unasked in that mode';
  const instead = `said for the tools that edit${key === 'permissionMode' ? AS_SUBAGENT : ''}; commands are as the rules have them`;
  return [findingOf('import-stricter', where, { rule, reason, instead })];
}

/** The settings hold for everybody, what an agent says only where another one started it. */
const AS_SUBAGENT = ', and for an agent that others start, as it holds for no other';
