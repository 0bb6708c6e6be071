import * as z from 'zod';
import { AGENT_KEYS } from './agent.js';
import { MODEL_NAME } from './model-name.js';
import {
  ENFORCEMENTS,
  LOSSES,
  SCOPES,
  type Enforcement,
  type TargetDeclaration,
  type TargetOption,
} from './project.js';
import { coded, LineSchema, NameSchema } from './text-schema.js';
import { MCP_TOOL, TOOLS } from './tools.js';

const ModelSchema = z.string().regex(MODEL_NAME, { error: coded('invalid-model') });

/** A tool, or a key of agent.toml. */
export const LOST_THING = new RegExp(
  `^(?:${[...TOOLS, '\\*', ...AGENT_KEYS].join('|')}|${MCP_TOOL.source.slice(1, -1)})$`,
);

const AcceptSchema = z.strictObject({
  code: z.enum(LOSSES).describe('The loss: `widened`, `unenforced`, `narrowed` or `dropped`.'),
  target: z.string(),
  agent: z.string(),
  tool: z
    .string()
    .regex(LOST_THING, { error: coded('unknown-tool') })
    .describe('The tool, or the key of agent.toml that is lost.'),
  witness: z.string().optional().describe('Accept only the difference that this subject shows.'),
  reason: LineSchema.describe('Why this is acceptable. People read it in review.'),
});

/** The schema of canonry.toml for the targets that are known and those that come from packages; without either, for any of them. */
export function projectSchema(
  targets: readonly TargetDeclaration[] | undefined,
  foreign?: readonly string[],
): z.ZodType {
  return z.strictObject({
    agents: z.array(z.string()).min(1).optional().describe('Directories that hold agents. Default `["agents"]`.'),
    targets: (targets === undefined ? z.record(NameSchema, z.looseObject(COMMON_OPTIONS)) : targetsSchema(targets))
      .optional()
      .describe('One table for each target; its presence enables the target.'),
    models: modelsSchema(
      targets?.map(({ name }) => name),
      foreign,
    )
      .optional()
      .describe('Agent name to `"provider/model"`.'),
    accept: z.array(AcceptSchema).optional().describe('Losses that somebody has understood, each with its reason.'),
  });
}

/** The JSON Schema that editors check canonry.toml with. */
export function projectJsonSchema(targets: readonly TargetDeclaration[]): object {
  return {
    title: 'canonry.toml',
    description: 'A canonry project: where its agents are, what it is rendered for, and with which models.',
    ...z.toJSONSchema(projectSchema(targets), { target: 'draft-7', io: 'input' }),
  };
}

const PackageSchema = LineSchema.describe(
  'The npm package, or the module below the source root, that exports the target.',
);

const COMMON_OPTIONS = {
  scope: z
    .enum(SCOPES)
    .optional()
    .describe('`project` (default) or `user`: the directories of the harness to render for.'),
  enforcement: enforcementSchema(ENFORCEMENTS),
};

function enforcementSchema(levels: readonly Enforcement[]): z.ZodType {
  return z
    .enum([...levels])
    .optional()
    .describe('`declarative`: settings of the harness only. `guard`: also its extension point.');
}

function targetsSchema(targets: readonly TargetDeclaration[]): z.ZodType {
  return z
    .object(Object.fromEntries(targets.map((target) => [target.name, sectionSchema(target).optional()])))
    .catchall(z.looseObject({ package: PackageSchema, ...COMMON_OPTIONS }));
}

function sectionSchema({ options, enforcements, isForeign }: TargetDeclaration): z.ZodType {
  return z.strictObject({
    ...COMMON_OPTIONS,
    ...(isForeign && { package: PackageSchema }),
    ...(enforcements && { enforcement: enforcementSchema(enforcements) }),
    ...Object.fromEntries(
      options.map((option) => [option.name, optionSchema(option).optional().describe(option.description)]),
    ),
  });
}

function modelsSchema(targets: readonly string[] | undefined, foreign?: readonly string[]): z.ZodType {
  const table = z.record(z.string(), ModelSchema);
  const modelOrTable = z.union([ModelSchema, table], { error: coded('invalid-model') });
  if (targets === undefined) return z.record(z.string(), modelOrTable);
  const ofOneTarget = (name: string): z.ZodType =>
    table.optional().describe(`Models for ${name} only, which win over the common ones.`);
  return z
    .object(Object.fromEntries([...targets, ...(foreign ?? [])].map((name) => [name, ofOneTarget(name)])))
    .catchall(foreign === undefined ? modelOrTable : ModelSchema);
}

function optionSchema({ type, values }: TargetOption): z.ZodType {
  if (type === 'boolean') return z.boolean();
  const text = values === undefined ? LineSchema : z.enum([...values]);
  return type === 'texts' ? z.array(text) : text;
}
