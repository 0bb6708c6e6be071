import { hostJsonSchema } from '@canonry/core';
import { REFUSED_HOST_KEYS } from '../../packages/core/src/refused-keys.js';

/** docs/host-toml.md: every table and key from the schema, and what is refused. */
export function describeHostToml(): string {
  const host = hostJsonSchema() as Schema;
  const account = host.properties?.['agents']?.additionalProperties ?? {};
  const refused = [...REFUSED_HOST_KEYS].map(([key, reason]) => `| \`${key.replaceAll('*', 'NAME')}\` | ${reason} |`);
  return `# hosts/NAME.toml

One machine, and the accounts of the agents that live on it. The host is called like the file.
Generated from \`packages/core/src/host/host-schema.ts\` by \`npm run golden\`; edit it there.

## A host in three lines

\`\`\`toml
[agents.researcher]
full_name = "Research Agent"
email = "researcher@example.org"
\`\`\`

\`canonry render -t host --host NAME --out DIR\` writes what the machine needs for that; \`canonry host install\` puts it on a
machine. With \`#:schema\` and the path of \`host.schema.json\` as the first line, editors complete and check the file
(\`canonry schema host\` prints the schema).

An account is called like an agent of the project, and its user \`agent-NAME\`. Where a list of destinations is left out, the
account opens no connection at all. No value of this file is a secret: what looks like one is refused.

## The machine

| key | type | required | meaning |
| --- | --- | --- | --- |
${rowsOf(host, '').join('\n')}

## An account, \`[agents.NAME]\`

| key | type | required | meaning |
| --- | --- | --- | --- |
${rowsOf(account, '').join('\n')}

For \`desktop\`, \`chrome\`, \`mail\`, \`bitwarden\`, \`tailscale\`, \`agent_space\` and \`coding_agent\`, values are checked and kept, and
secrets are handed over; what else they need is not rendered yet, and an account that enables one of them is told so.

## Secrets

An account has five of them at most. They are only named: \`agent-NAME-mail-password\`, \`agent-NAME-bitwarden-client-secret\`,
\`agent-NAME-tailscale-auth-key\`, \`agent-NAME-ssh-key\` and \`agent-NAME-ssh-passphrase\`. Where they come from is \`secrets.source\`:

| source | where it is read from |
| --- | --- |
| \`systemd-creds\` | \`/etc/credstore.encrypted/agent-NAME-…\`, encrypted for the machine |
| \`agenix\` | \`/run/agenix/agent-NAME-…\` |
| \`sops\` | \`/run/secrets/agent-NAME-…\` |

## Keys that are refused

| key | why |
| --- | --- |
${refused.join('\n')}
`;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
}

/** A row for each key, those of a table below it. */
function rowsOf({ properties = {}, required = [] }: Schema, prefix: string): readonly string[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${prefix}${key}`;
    const about = schema.description ?? '';
    const row = `| \`${name}\` | ${typeOf(schema)} | ${required.includes(key) ? 'yes' : ''} | ${about.replaceAll('|', '\\|')} |`;
    const below = schema.additionalProperties;
    // The tables of accounts have a section of their own.
    if (prefix === '' && key === 'agents') return [row];
    return [row, ...rowsOf(schema, `${name}.`), ...(below?.properties === undefined ? [] : rowsOf(below, `${name}.NAME.`))];
  });
}

function typeOf({ type, items, enum: values }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`"${value}"\``).join(' ');
  if (type === 'array') return `array of ${items?.type ?? 'string'}s`;
  return type === 'object' ? 'table' : (type ?? '');
}
