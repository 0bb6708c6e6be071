import * as z from 'zod';
import { coded, LineSchema, VISIBLE } from './text-schema.js';

const TextSchema = z.string().regex(VISIBLE, { error: coded('empty-text') });

/** What a skill may be called. */
export const SkillNameSchema = z
  .string()
  .max(64, { error: coded('invalid-name'), abort: true })
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: coded('invalid-name') });

/** What SkillNameSchema wants. */
export const SKILL_NAME_ADVICE = 'use lower-case letters, digits and single hyphens, at most 64 characters';

/** The front matter of a SKILL.md by the Agent Skills specification (2026-08): agentskills.io/specification. */
export const SkillSchema = z.strictObject({
  name: SkillNameSchema,
  description: TextSchema.max(1024),
  license: LineSchema.optional(),
  compatibility: TextSchema.max(500).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  'allowed-tools': z.string().optional(),
});
