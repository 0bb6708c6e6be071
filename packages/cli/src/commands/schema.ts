import { parseArgs } from 'node:util';
import { agentJsonSchema, hostJsonSchema, projectJsonSchema } from '@canonry/core';
import listSchema from '../../schema/list.schema.json' with { type: 'json' };
import type { Command, ExitCode } from '../command.js';
import type { Io } from '../io.js';

const help = `Usage: canonry schema (agent | config | host | list)

Print a JSON Schema (draft 7).

  agent   for agent.toml
  config  for canonry.toml and canonry.local.toml
  host    for hosts/NAME.toml
  list    for what \`canonry list --json\` prints

Editors check and complete a TOML file whose first line names its schema:
  #:schema ../../agent.schema.json

Example:
  canonry schema agent > agent.schema.json
`;

const schemas: ReadonlyMap<string, (io: Io) => object> = new Map<string, (io: Io) => object>([
  ['agent', agentJsonSchema],
  ['config', (io) => projectJsonSchema(io.targets)],
  ['host', hostJsonSchema],
  ['list', () => listSchema],
]);

const operands = [{ name: 'NAME', values: [...schemas.keys()] }];

export const schema: Command = { help, grammar: { options: {}, operands }, run };

function run(args: readonly string[], io: Io): ExitCode {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const document = { $schema: 'http://json-schema.org/draft-07/schema#', ...schemas.get(positionals[0] ?? '')?.(io) };
  io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return 0;
}
