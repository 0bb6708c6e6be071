import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../golden/cases.js';

/** What an editor with taplo says of a TOML file, by the schema that its first line names. */
function check(...files: string[]): { status: number | null; output: string } {
  const taplo = join(REPOSITORY, 'node_modules/.bin/taplo');
  const { status, stdout, stderr } = spawnSync(taplo, ['check', ...files], { cwd: REPOSITORY, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

const SOUND = 'name = "a"\ndescription = "b"\n';
const MISTAKES = [
  ['unknown-key', 'agent.schema.json', `${SOUND}nmae = "a"\n`],
  ['unknown-tool', 'agent.schema.json', `${SOUND}[permissions.bsh]\nintent = "ask"\n`],
  ['unknown-action', 'agent.schema.json', `${SOUND}[permissions.bash]\nintent = "aks"\n`],
  ['rule-without-action', 'agent.schema.json', `${SOUND}[permissions.bash]\nintent = "ask"\nrules = ["ls"]\n`],
  ['rules-not-allowed', 'agent.schema.json', `${SOUND}[permissions.todo]\nintent = "ask"\nrules = ["a:ask"]\n`],
  ['invalid-name', 'agent.schema.json', 'name = "A b"\ndescription = "b"\n'],
  ['missing-description', 'agent.schema.json', 'name = "a"\n'],
  ['empty-description', 'agent.schema.json', 'name = "a"\ndescription = " "\n'],
  ['unknown-target', 'canonry.schema.json', '[targets.opencoed]\n'],
  ['unknown-option', 'canonry.schema.json', '[targets.pi]\nprimry = "a"\n'],
  ['unknown-account-key', 'host.schema.json', '[agents.a]\nfull_name = "A"\nemail = "a@b"\nnmae = 1\n'],
  ['invalid-time', 'host.schema.json', '[agents.a]\nfull_name = "A"\nemail = "a@b"\ntask_loop.every = "soon"\n'],
  ['invalid-model', 'canonry.schema.json', '[models]\na = "opus"\n'],
] as const;

describe('taplo', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'canonry-taplo-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('accepts the six agents, canonry.toml, a host and an MCP tool', () => {
    const agents = readdirSync(join(REPOSITORY, 'agents')).map((name) => `agents/${name}/agent.toml`);
    expect(agents).toHaveLength(6);
    const mcp = write('mcp.toml', 'agent.schema.json', `${SOUND}[permissions.mcp__a__b]\nintent = "ask"\n`);
    const { status, output } = check(...agents, 'canonry.toml', 'hosts/forge.toml', mcp);
    expect(output).not.toContain('ERROR');
    expect(status).toBe(0);
  });

  // One process for all: each start of taplo costs seconds.
  it('rejects every kind of mistake', () => {
    const files = MISTAKES.map(([name, schema, text]) => write(`${name}.toml`, schema, text));
    const { status, output } = check(...files);
    const rejected = MISTAKES.map(([name]) => name).filter((name) => output.includes(`/${name}.toml:`));
    expect(rejected).toEqual(MISTAKES.map(([name]) => name));
    expect(status).toBe(1);
  });

  function write(name: string, schema: string, text: string): string {
    const file = join(directory, name);
    writeFileSync(file, `#:schema ${join(REPOSITORY, 'packages/core/schema', schema)}\n${text}`);
    return file;
  }
});
