import type { Target } from '@canonry/core';
import { importFormats } from '../../packages/cli/src/import-formats.js';
import { targets } from '../../packages/cli/src/targets.js';

/** The table of README.md: what each target can do, from what it declares. */
export async function describeMatrix(): Promise<string> {
  const loaded = (await Promise.all(targets.map(({ load }) => load?.()))).filter((target) => target !== undefined);
  const rows: readonly (readonly [string, (target: Target) => string])[] = [
    ['measured on versions', ({ measured }) => versions(measured)],
    ['what holds the policy, unless you say otherwise', ({ enforcement }) => LEVELS[enforcement]],
    ['the other way to hold it', (target) => otherLevel(target)],
    ['`canonry import`', ({ name, read }) => yes(read !== undefined && importFormats.some((one) => one.target === name))],
    ['in a project, and for a person (`scope = "user"`)', () => 'yes'],
    ['rules about paths need a Git work tree', ({ needsGit }) => yes(needsGit)],
    ['the person has to trust the project first; `canonry doctor` looks', ({ trust }) => yes(trust !== undefined)],
    ['cases that the harness alone decides, listed', ({ owned }) => String(owned.length)],
    ['options of its own', ({ options }) => options.map(({ name }) => `\`${name}\``).join(', ') || 'none'],
  ];
  const head = ['', ...loaded.map(({ name }) => `[${name}](docs/targets/${name}.md)`)];
  const lines = [head, head.map(() => '---'), ...rows.map(([label, cell]) => [label, ...loaded.map(cell)])];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const LEVELS = { declarative: 'its own settings', guard: 'a guard that canonry emits' } as const;

function otherLevel({ enforcement, enforcements = ['declarative', 'guard'] }: Target): string {
  const other = enforcements.find((level) => level !== enforcement);
  return other === undefined ? 'none' : LEVELS[other];
}

function versions(measured: Target['measured']): string {
  if (measured === undefined) return 'none';
  const { oldest, newest } = measured;
  return oldest === newest ? newest : `${oldest} to ${newest}`;
}

function yes(isSo: boolean): string {
  return isSo ? 'yes' : 'no';
}
