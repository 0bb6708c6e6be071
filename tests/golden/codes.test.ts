import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '@canonry/core';
import { describe, expect, it } from 'vitest';
import { WRITING_CATALOGUE } from '../../packages/core/src/writing-catalogue.js';
import { targets } from '../../packages/cli/src/targets.js';
import { REPOSITORY } from './cases.js';
import { isUpdating } from './update.js';

/**
 * Codes that no project on disk can show, and the test that shows each of them. Those of writing are about outputs: a test in
 * tests/writing/lock.test.ts proves that each is named by one there.
 */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  // The source itself is missing.
  'no-source': 'packages/core/src/node/load-roster.test.ts',
  // For the user root, everything is readable.
  unreadable: 'packages/core/src/node/load-roster.test.ts',
  // About a run, the disk or the machine.
  'no-targets': 'tests/cli/render.test.ts',
  widened: 'tests/cli/opencode-places.test.ts',
  'unusable-target': 'tests/cli/foreign-target.test.ts',
  'target-not-rendered': 'tests/cli/render.test.ts',
  'foreign-widens': 'tests/cli/render.test.ts',
  'rival-file': 'tests/cli/rival-files.test.ts',
  'no-git-work-tree': 'tests/cli/opencode-places.test.ts',
  'unseen-configuration': 'tests/cli/doctor.test.ts',
  'project-not-trusted': 'tests/cli/pi.test.ts',
  'project-not-trusted-yet': 'tests/cli/claude-code.test.ts',
  'harness-too-old': 'tests/cli/doctor.test.ts',
  'harness-newer': 'tests/cli/doctor.test.ts',
  'stale-output': 'tests/cli/doctor.test.ts',
  'shadowing-agent': 'tests/cli/doctor.test.ts',
  'shadowed-agent': 'tests/cli/doctor.test.ts',
  'discarded-file': 'tests/cli/claude-code.test.ts',
  // About a machine.
  'taken-id': 'tests/cli/host.test.ts',
  'account-differs': 'tests/cli/host.test.ts',
  'privileged-account': 'tests/cli/host.test.ts',
  'unlocked-account': 'tests/cli/host.test.ts',
  'foreign-account': 'tests/cli/host.test.ts',
  'open-secret': 'tests/cli/host.test.ts',
  'missing-secret': 'tests/cli/host.test.ts',
  'open-home': 'tests/cli/host.test.ts',
  'open-audit': 'tests/cli/host.test.ts',
  'missing-program': 'tests/cli/host.test.ts',
  'missing-exec': 'tests/cli/host.test.ts',
  'command-failed': 'tests/cli/host.test.ts',
  'old-systemd': 'packages/cli/src/host/old-systemd.test.ts',
  // It takes a Git work tree.
  'import-below-work-tree': 'tests/cli/import.test.ts',
  // About what happens after an import.
  'legacy-record': 'tests/cli/export.test.ts',
  'legacy-changed': 'tests/cli/export.test.ts',
  'legacy-gone': 'tests/cli/export.test.ts',
  'legacy-new': 'tests/cli/export.test.ts',
  'legacy-no-place': 'tests/cli/export.test.ts',
  'legacy-unsayable': 'tests/cli/export.test.ts',
  'legacy-widens': 'tests/cli/export.test.ts',
  'legacy-differs': 'tests/cli/export.test.ts',
};

describe('the codes of the catalogue', () => {
  // While golden/ is being rewritten there is nothing to read.
  const shown = isUpdating ? new Set(Object.keys(CATALOGUE)) : codesInGolden();

  it('are each shown by an input, or by a test that is named above', () => {
    const untested = Object.keys(CATALOGUE).filter(
      (code) => !shown.has(code) && SHOWN_ELSEWHERE[code] === undefined && !Object.hasOwn(WRITING_CATALOGUE, code),
    );
    expect(untested).toEqual([]);
  });

  it('and the owned cases of the targets are all that inputs show, and each of them is shown', async () => {
    const loaded = await Promise.all(targets.flatMap(({ load }) => (load === undefined ? [] : [load()])));
    const owned = loaded.flatMap((target) => target.owned.map(({ code }): string => code));
    const others = [...shown].filter((code) => !Object.hasOwn(CATALOGUE, code));
    expect(others.toSorted()).toEqual(isUpdating ? [] : owned.toSorted());
  });

  it('are not shown by an input if they are named above', () => {
    const stale = Object.entries(SHOWN_ELSEWHERE).filter(([code, test]) => shown.has(code) || !mentions(test, code));
    expect(isUpdating ? [] : stale).toEqual([]);
  });
});

function mentions(test: string, code: string): boolean {
  const file = join(REPOSITORY, test);
  return existsSync(file) && readFileSync(file, 'utf8').includes(code);
}

function codesInGolden(): ReadonlySet<string> {
  const reports = [
    ...reportsIn('golden', 'DIAGNOSTICS.txt'),
    ...reportsOfHosts(),
    ...reportsIn('tests/imports', 'expected/DIAGNOSTICS.txt'),
    ...reportsIn('tests/legacy', 'expected/DIAGNOSTICS.txt'),
  ];
  const headings = reports.flatMap((report) => [...report.matchAll(/^(?:error|warning|info)\[([^\]]+)\]/gm)]);
  return new Set(headings.map(([, code = '']) => code));
}

function reportsIn(folder: string, report: string): readonly string[] {
  return readdirSync(join(REPOSITORY, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readFileSync(join(REPOSITORY, folder, name, report), 'utf8'));
}

/** What is said about the hosts of an input. */
function reportsOfHosts(): readonly string[] {
  return readdirSync(join(REPOSITORY, 'golden')).flatMap((name) =>
    readdirSync(join(REPOSITORY, 'golden', name))
      .filter((file) => file.startsWith('DIAGNOSTICS-host-'))
      .map((file) => readFileSync(join(REPOSITORY, 'golden', name, file), 'utf8')),
  );
}
