import * as z from 'zod';
import { coded, LineSchema } from './text-schema.js';

/** The front matter of a SKILL.md by the Agent Skills specification (2026-08): agentskills.io/specification. */
export const SkillSchema = z.strictObject({
  name: z
    .string()
    .max(64, { error: coded('invalid-name') })
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: coded('invalid-name') }),
  description: z
    .string()
    .max(1024)
    .regex(/\S/, { error: coded('empty-text') }),
  license: LineSchema.optional(),
  compatibility: z
    .string()
    .max(500)
    .regex(/\S/, { error: coded('empty-text') })
    .optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  'allowed-tools': z.string().optional(),
});
