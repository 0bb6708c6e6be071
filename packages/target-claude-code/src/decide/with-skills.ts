import type { HarnessDecision } from '@canonry/core';
import type { CallContext } from './decide-call.js';
import { parseRule } from './rule.js';
import type { Setup } from './setup.js';
import { bringsPermissions, findSkills } from './skills.js';

/**
 * What may hold for an agent, by the skills that it has used: their rules of allow stay for the rest of the conversation, and
 * so do their hooks, but not those of a subagent. What a skill allows holds without the person's trust, too.
 */
export function withSkills(
  setup: Setup,
  { files, question: { role, project } }: CallContext,
  decideSkill: (name: string) => HarnessDecision,
): readonly Setup[] {
  const brought = findSkills(files).filter(
    (skill) => bringsPermissions(skill) && skill.names.some((name) => decideSkill(name).decision !== 'deny'),
  );
  if (brought.length === 0) return [setup];
  const { settings } = setup;
  // A path in a skill begins where the harness works, in a person's own skill too.
  const rules = brought.flatMap(({ allow }) => allow).flatMap((rule) => parseRule(rule, project) ?? []);
  const used: Setup = { ...setup, settings: { ...settings, allow: [...settings.allow, ...rules] } };
  if (role === 'subagent' || settings.hooksDisabled) return [setup, used];
  // A hook may also be stricter: each is taken alone, and none of them as well.
  const hooked = brought.filter(({ hooks }) => hooks.length > 0);
  return [setup, used, ...hooked.map(({ hooks }) => ({ ...used, hooks: [...used.hooks, ...hooks] }))];
}
