import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseAgent, serialiseAgent } from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseToml } from '../../../packages/core/src/parse-toml.js';
import { findNewerToml } from '../../../packages/core/src/toml-positions.js';
import { REPOSITORY } from '../../cli/installation.js';
import { project } from '../../cli/project.js';
import { arbitraryAgent } from '../../properties/arbitrary-agent.js';
import { evaluate, nixText } from './nix.js';

/** What both parsers make of documents, as plain JSON. */
function readByNix(files: readonly string[]): unknown {
  return evaluate(`map (file: builtins.fromTOML (builtins.readFile file)) [ ${files.map(nixText).join(' ')} ]`);
}

function readByUs(toml: string): unknown {
  return JSON.parse(JSON.stringify(parseToml(toml, 'agent.toml').table));
}

describe('builtins.fromTOML says what our parser says', () => {
  it('about every accepted agent.toml of this repository', () => {
    const accepted = filesNamed('agent.toml').filter(isAccepted);
    expect(accepted.length).toBeGreaterThan(150);
    expect(readByNix(accepted)).toEqual(accepted.map((file) => readByUs(readFileSync(file, 'utf8'))));
  });

  it('about 500 generated ones, and reads their prompts byte for byte', () => {
    const agents = fc
      .sample(arbitraryAgent, { numRuns: 1000, seed: 8 })
      // Nix has no text with a NUL in it.
      .filter(({ prompt }) => !prompt.includes('\0'))
      .slice(0, 500);
    expect(agents).toHaveLength(500);
    const directory = project();
    for (const [index, agent] of agents.entries()) {
      mkdirSync(join(directory, String(index)));
      writeFileSync(join(directory, String(index), 'agent.toml'), serialiseAgent(agent));
      writeFileSync(join(directory, String(index), 'system-prompt.md'), agent.prompt);
    }
    const fileOf = (name: string): readonly string[] => agents.map((_, index) => join(directory, String(index), name));
    expect(readByNix(fileOf('agent.toml'))).toEqual(agents.map((agent) => readByUs(serialiseAgent(agent))));
    const prompts = evaluate(`map builtins.readFile [ ${fileOf('system-prompt.md').map(nixText).join(' ')} ]`);
    expect(prompts).toEqual(agents.map(({ prompt }) => prompt));
  });
});

function filesNamed(name: string): readonly string[] {
  return ['agents', 'tests/inputs', 'tests/imports', 'tests/legacy', 'examples']
    .map((directory) => join(REPOSITORY, directory))
    .flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((path) => join(directory, path)),
    )
    .filter((path) => basename(path) === name)
    .toSorted();
}

function isAccepted(file: string): boolean {
  try {
    const toml = new TextDecoder('utf8', { fatal: true }).decode(readFileSync(file));
    const directory = basename(dirname(file));
    const { agent, findings } = parseAgent({ file: 'agent.toml', directory, toml, prompt: 'x\n' });
    return agent !== undefined && findings.length === 0 && findNewerToml(toml, 'agent.toml').length === 0;
  } catch {
    // Some inputs are no files, or no text.
    return false;
  }
}
