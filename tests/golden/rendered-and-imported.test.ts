import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareRosters,
  entryOf,
  hasErrors,
  type Agent,
  type FileTree,
  type Finding,
  type Imported,
  type PermissionChange,
  type Roster,
  type Target,
} from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { filesOf } from '@canonry/core/testing';
import { describe, expect, it } from 'vitest';
import { targets } from '../../packages/cli/src/targets.js';
import { listCases, prepareInput, renderEnabled } from './cases.js';

const NAMES = targets.map(({ name }) => name);
const cases = listCases().filter(({ golden }) =>
  NAMES.some((name) => [name, `${name}+guard`, `${name}+declarative`].some((one) => existsSync(join(golden, one)))),
);

/** The import of these is refused: what they say is read from above the project, or holds less than the redirects beside it. */
const REFUSED: readonly string[] = [
  'opencode-endings-outside',
  'opencode-package',
  'opencode-package-and-nothing-said-of-files',
];

describe('what is rendered, and imported as what canonry wrote', () => {
  it.each(cases)('may do what it might: $name', async ({ name, input }) => {
    const { directory, dispose } = await prepareInput(input);
    try {
      expect(await faultsOf(directory)).toEqual(REFUSED.includes(name) ? ['opencode refused'] : []);
    } finally {
      dispose();
    }
  });
});

async function faultsOf(directory: string): Promise<readonly string[]> {
  const { roster, diagnostics } = await loadRoster({ source: directory, targets });
  if (hasErrors(diagnostics)) return [];
  const pathPrefix = existsSync(join(directory, 'PATH_PREFIX'))
    ? readFileSync(join(directory, 'PATH_PREFIX'), 'utf8').trim()
    : '';
  const faults: string[] = [];
  for (const { name, load } of targets) {
    const target = await load?.();
    const section = roster.project.targets.get(name);
    if (target === undefined || section === undefined) continue;
    const only = { ...roster, project: { ...roster.project, targets: new Map([[name, section]]) } };
    const { rendered, findings } = await renderEnabled(only, directory);
    if (findings.some(isError)) continue;
    const isExact = (section.enforcement ?? target.enforcement) === 'guard' || name === 'opencode';
    const back = readBack(target, filesOf(rendered), pathPrefix);
    if (back.findings.some(isError)) faults.push(`${name} refused`);
    else if (isExact) faults.push(...lostBetween(only, agentsOf(back), findings).map((lost) => `${name} ${lost}`));
    else faults.push(...(await widenedLater(target, only, back, directory)).map((lost) => `${name} ${lost}`));
  }
  return faults;
}

function readBack(target: Target, files: FileTree, pathPrefix: string): Imported {
  const imported = target.read?.(files, { pathPrefix, asWritten: new Set(files.keys()) });
  return imported ?? { agents: [], skills: [], findings: [] };
}

/** What comes back differs only where the rendering said so, and says in words what the harness does by itself. */
function lostBetween(roster: Roster, back: readonly Agent[], said: readonly Finding[]): readonly string[] {
  const { changes } = compareRosters(roster, { agents: back, project: roster.project });
  const isSaid = ({ agent, tool, kind }: PermissionChange): boolean =>
    kind !== 'widened' && said.some((finding) => finding.agent === agent && finding.tool === tool);
  return changes
    .filter((change) => !isSaid(change) && !(change.old === null && change.new === 'ask' && BY_ITSELF.has(change.tool)))
    .map(({ kind, agent, tool, old, new: now, witness }) => `${kind} ${agent} ${tool} ${old} ${now} ${witness}`);
}

/** OpenCode asks about these by itself, and is told to where `*` would change that. */
const BY_ITSELF: ReadonlySet<string | null> = new Set(['external_directory', 'doom_loop']);

/** Settings that agents share do not give back each one's policy: what was read, rendered and read again opens nothing more. */
async function widenedLater(
  target: Target,
  roster: Roster,
  first: Imported,
  directory: string,
): Promise<readonly string[]> {
  const imported = { ...roster, agents: agentsOf(first) };
  const { rendered, findings } = await renderEnabled(imported, directory);
  // Nothing would be written.
  if (findings.some(isError)) return [];
  const second = agentsOf(readBack(target, filesOf(rendered), ''));
  const { changes } = compareRosters(imported, { agents: second, project: roster.project });
  return changes
    .filter(({ kind }) => kind !== 'narrowed')
    .map(({ kind, agent, tool, old, new: now, witness }) => `${kind} ${agent} ${tool} ${old} ${now} ${witness}`);
}

function isError({ code }: Finding): boolean {
  return entryOf(code).severity === 'error';
}

function agentsOf({ agents }: Imported): readonly Agent[] {
  return agents.map(({ agent, from }) => ({ ...agent, file: from }));
}
