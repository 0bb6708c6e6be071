import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { agentJsonSchema, projectJsonSchema } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { targets } from '../../packages/cli/src/targets.js';
import { REPOSITORY } from './cases.js';
import { describeAgentToml } from './docs-agent-toml.js';
import { describeDiagnostics } from './docs-diagnostics.js';
import { generateGuardLibrary } from './guard-library.js';
import { generatePiTexts } from './target-pi-texts.js';
import { isUpdating } from './update.js';

const committed = [
  ['packages/core/schema/agent.schema.json', () => toJson(agentJsonSchema())],
  ['packages/core/schema/canonry.schema.json', () => toJson(projectJsonSchema(targets))],
  ['docs/agent-toml.md', () => describeAgentToml()],
  ['docs/diagnostics.md', () => describeDiagnostics()],
] as const;

describe('generated files are current', () => {
  it.each(committed)('%s', (path, generate) => expectCommitted(path, generate()));

  it('the guard library', async () => {
    for (const [path, text] of await generateGuardLibrary()) expectCommitted(path, text);
  }, 30_000);

  it.each([...generatePiTexts()])('%s', (path, text) => expectCommitted(path, text));
});

function expectCommitted(path: string, text: string): void {
  const file = join(REPOSITORY, path);
  if (isUpdating) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(readFileSync(file, 'utf8')).toBe(text);
}

function toJson(value: object): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...value }, null, 2)}\n`;
}
