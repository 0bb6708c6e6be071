import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../cli/installation.js';
import { ACTION } from '../packages/action-steps.js';
import { expectSoundShell } from './nix/shell.js';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');

function scriptsOf(path: string): readonly string[] {
  const { jobs }: Workflow = parse(read(path));
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
}

/** Runners end a step at the first command that fails. */
function asCalled(script: string): string {
  return `set -eo pipefail\n${script}`;
}

describe('bash and shellcheck find nothing wrong with', () => {
  it('the steps of the action', () => {
    const scripts = ACTION.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expectSoundShell(asCalled(script));
  });

  it.each([
    ...readdirSync(join(REPOSITORY, '.github/workflows')).map((name) => `.github/workflows/${name}`),
    'examples/ci-drift/.github/workflows/agents.yml',
  ])('the steps of %s', (path) => {
    for (const script of scriptsOf(path)) expectSoundShell(asCalled(script));
  });

  it('.ci/run', () => expectSoundShell(read('.ci/run')));
});
