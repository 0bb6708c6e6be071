import { agentJsonSchema } from '@canonry/core';
import { REFUSED_AGENT_KEYS } from '../../packages/core/src/refused-keys.js';

/** docs/agent-toml.md: every key from the schema, and where the refused ones belong. */
export function describeAgentToml(): string {
  const { properties, required } = agentJsonSchema() as Schema;
  const { permissions, ...keys } = properties;
  const rows = Object.entries(keys).map(
    ([key, schema]) => `| \`${key}\` | ${typeOf(schema)} | ${required.includes(key) ? 'yes' : ''} | ${schema.description ?? ''} |`,
  );
  const tools = Object.entries(permissions?.properties ?? {}).map(
    ([tool, schema]) => `| \`${tool}\` | ${'rules' in (schema.properties ?? {}) ? 'yes' : 'no'} | ${schema.description ?? ''} |`,
  );
  const refused = [...REFUSED_AGENT_KEYS].map(([key, place]) => `| \`${key}\` | ${place} |`);
  return `# agent.toml

Who an agent is and what it may do. Its prompt is the file \`system-prompt.md\` beside it, taken byte for byte.
Generated from \`packages/core/src/agent-schema.ts\` by \`npm run golden\`; edit it there.

## An agent in five lines

\`\`\`toml
name = "scribe"
description = "Writes meeting notes; pick it when a conversation has to become a document"
[permissions.bash]
intent = "ask"
rules = ["ls *:allow", "rm *:deny"]
\`\`\`

\`canonry new scribe\` writes both files with comments to start from. With \`#:schema\` and the path of
\`agent.schema.json\` as the first line, editors complete and check the file (\`canonry schema agent\` prints the schema).

## Keys

| key | type | required | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}

Keys stand above the first \`[header]\` of the file: what stands below a header belongs to that table.
Every reference must exist below the source root. The file must be TOML 1.0, because Nix reads it too: no dates, no
\`inf\` or \`nan\`, inline tables on one line and without trailing comma.

## Permissions

A tool has one table, \`[permissions.TOOL]\`, with an \`intent\` and, where the tool decides on a subject, \`rules\`.
A tool without a table falls to \`[permissions."*"]\`; without that it is unspecified, and the harness decides as it would without canonry.

| tool | rules | about |
| --- | --- | --- |
${tools.join('\n')}
| \`mcp__SERVER\`, \`mcp__SERVER__TOOL\` | no | Tools of an MCP server; the longer name wins. |

## Keys that are refused

| key | where it belongs |
| --- | --- |
${refused.join('\n')}
`;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly description?: string;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

function typeOf({ type, items, enum: values }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`"${value}"\``).join(' ');
  if (type === 'array') return `array of ${items?.type ?? 'string'}s`;
  return type ?? '';
}
