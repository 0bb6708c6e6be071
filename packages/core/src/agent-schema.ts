import * as z from 'zod';
import { ACTIONS, MODES } from './agent.js';
import { coded, LineSchema, NameSchema } from './text-schema.js';
import { MCP_TOOL, TOOLS, TOOLS_WITH_SUBJECT, type Tool } from './tools.js';

const ActionSchema = z.enum(ACTIONS);

const IntentOnly = z.strictObject({
  intent: ActionSchema.describe('What happens: `allow`, `ask` or `deny`.'),
});

const IntentAndRules = z.strictObject({
  intent: ActionSchema.describe('What happens when no rule matches: `allow`, `ask` or `deny`.'),
  rules: z
    .array(z.string().regex(/:(allow|ask|deny)$/, { error: coded('rule-without-action') }))
    .optional()
    .describe(
      '`"pattern:action"`, split at the last colon. The last rule that matches decides. `*` is any text, `?` one character.',
    ),
});

/** What each tool is about, for the documentation. */
const ABOUT: Readonly<Record<Tool, string>> = {
  read: 'Reading files; the subject is the path.',
  edit: 'Writing, editing and patching files; the subject is the path.',
  bash: 'Shell commands; the subject is one simple command.',
  glob: 'Finding files by name; the subject is the glob.',
  grep: 'Searching in files; the subject is the expression.',
  list: 'Listing directories.',
  webfetch: 'Fetching a page; the subject is the URL.',
  websearch: 'Searching the web; the subject is the query.',
  question: 'Asking the person a question.',
  task: 'Starting another agent; the subject is its name.',
  skill: 'Loading a skill; the subject is its name.',
  external_directory: 'Touching files outside the project; the subject is the absolute path or `~/…`.',
  todo: 'Keeping a list of steps.',
  doom_loop: 'Going on after the same call was made again and again.',
};

const PermissionsSchema = z
  .object({
    ...Object.fromEntries(TOOLS.map((tool) => [tool, policySchema(tool).optional().describe(ABOUT[tool])])),
    '*': IntentOnly.optional().describe('Every tool not named here, except `external_directory` and `doom_loop`.'),
  })
  // Names are checked apart, so that a typo is told as one: see `parsePermissions`.
  .catchall(IntentOnly);

export const AgentSchema = z.strictObject({
  name: NameSchema.describe('The name of the agent, equal to the name of its directory.'),
  description: LineSchema.max(1024).describe(
    'One line, at most 1024 characters: what the agent does and when to choose it. Harnesses route by it.',
  ),
  display_name: LineSchema.max(100).optional().describe('The name as people see it.'),
  mode: z
    .enum(MODES)
    .optional()
    .describe('`primary` (people talk to it), `subagent` (agents call it) or `all`. Default `all`.'),
  tags: z.array(LineSchema.max(64)).optional().describe('Words to find the agent by.'),
  skills: z.array(z.string()).optional().describe('Skills it uses: `NAME` stands for `skills/NAME/SKILL.md`.'),
  rules: z
    .array(z.string())
    .optional()
    .describe('Coding rules it follows: `languages/nix` stands for `rules/languages/nix.md`.'),
  context: z.array(z.string()).optional().describe('Context files it knows: `NAME` stands for `context/NAME.md`.'),
  max_turns: z.int().min(1).optional().describe('How many turns it may take before it stops.'),
  permissions: PermissionsSchema.optional().describe('One table for each tool. A tool that is absent is unspecified.'),
});

/** The JSON Schema that editors check agent.toml with. */
export function agentJsonSchema(): object {
  return {
    title: 'agent.toml',
    description: 'One canonry agent: who it is and what it may do. Its prompt is system-prompt.md beside this file.',
    ...z.toJSONSchema(AgentSchema, { target: 'draft-7', io: 'input', override: onlyMcpBeyondTools }),
  };
}

function policySchema(tool: Tool): typeof IntentAndRules | typeof IntentOnly {
  return TOOLS_WITH_SUBJECT.some((withSubject) => withSubject === tool) ? IntentAndRules : IntentOnly;
}

/** Draft 7 can say what zod cannot: further keys are allowed if they are MCP tools. */
function onlyMcpBeyondTools({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: unknown;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  if (zodSchema !== PermissionsSchema) return;
  const intentOnly = jsonSchema.additionalProperties;
  if (typeof intentOnly === 'object') jsonSchema.patternProperties = { [MCP_TOOL.source]: intentOnly };
  jsonSchema.additionalProperties = false;
}
