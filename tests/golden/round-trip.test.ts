import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent, FileTree } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { checkRoundTrip } from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from './cases.js';

const INPUTS = join(REPOSITORY, 'tests/inputs');
const names = readdirSync(INPUTS).filter((name) => name.startsWith('opencode-'));

/** `AGENT WHAT` of all that does not come back, each for a reason. */
const LOST: Readonly<Record<string, readonly string[]>> = {
  // The import puts into one line of plain words what nobody could see.
  'opencode-hostile-descriptions': ['long description', 'unicode description'],
  // What OpenCode does by itself, but `*` would change, is said in so many words, and read as said.
  'opencode-mcp-server-with-a-name-of-opencode': ['keeper external_directory'],
  'opencode-mcp-tools': ['keeper external_directory', 'keeper doom_loop'],
  'opencode-package-with-a-star': ['keeper doom_loop'],
  'opencode-star-allows-and-edit-denies': ['keeper external_directory', 'keeper doom_loop'],
  'opencode-star-asks': ['keeper external_directory', 'keeper doom_loop'],
  'opencode-star-only': ['keeper external_directory', 'keeper doom_loop'],
  // Agents that come along with OpenCode are not imported: their own rules stay there.
  'opencode-named-like-built-ins': ['build agent', 'explore agent', 'general agent', 'plan agent'],
  'opencode-named-like-internal-agents': ['compaction agent', 'summary agent', 'title agent'],
};

describe('what is rendered for OpenCode and imported again', () => {
  it('are the six agents, with the same policies', async () => {
    expect(await lostFrom(REPOSITORY)).toEqual([]);
  });

  it.each(names)('is the same but for what is said to be lost: %s', async (name) => {
    expect(await lostFrom(join(INPUTS, name))).toEqual(LOST[name] ?? []);
  });

  it('is lost only where there is an input', () => {
    expect(Object.keys(LOST).filter((name) => !names.includes(name))).toEqual([]);
  });
});

async function lostFrom(source: string): Promise<readonly string[]> {
  const { roster } = await loadRoster({ source });
  return checkRoundTrip({ target: opencode, roster, read: agentsIn }).map(({ agent, lost }) => `${agent} ${lost}`);
}

function agentsIn(files: FileTree): readonly Agent[] {
  return (opencode.read?.(files).agents ?? []).map(({ agent }) => ({ ...agent, file: '' }));
}
