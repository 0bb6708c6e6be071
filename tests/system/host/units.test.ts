import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenHosts } from '../../golden/golden-hosts.js';
import { makeRoot, removeRoot } from './machine-root.js';

const UNITS = 'etc/systemd/system';

/** What systemd has to say about a unit of the machine in this directory. It takes a line on stderr for no failure; we do. */
function verify(root: string, units: readonly string[]): string {
  const { stdout, stderr, status } = analyze(['verify', '--man=no', `--root=${root}`, ...units]);
  return `${stdout}${stderr}${status === 0 ? '' : `exit ${status}`}`;
}

function exposure(root: string, unit: string): { readonly passes: boolean; readonly output: string } {
  const options = ['--no-pager', '--offline=yes', '--threshold=20', `--root=${root}`];
  const { status, stdout } = analyze(['security', ...options, unit]);
  return { passes: status === 0, output: stdout };
}

function analyze(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync('systemd-analyze', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
}

describe.each(goldenHosts())('the units of $name', (host) => {
  let root = '';
  beforeAll(() => {
    root = makeRoot(host);
  });
  afterAll(() => removeRoot(root));

  const unitsOf = (ending: RegExp): readonly string[] =>
    readdirSync(join(root, UNITS)).filter((name) => ending.test(name));

  it('are sound: systemd has nothing to say about them', () => {
    const units = unitsOf(/\.(?:service|timer|slice)$/);
    expect(units.length).toBeGreaterThan(2);
    expect(verify(root, units)).toBe('');
  });

  it('expose no more than 2.0', () => {
    const exposed = unitsOf(/\.service$/).filter((unit) => !exposure(root, unit).passes);
    expect(exposed).toEqual([]);
  });
});

describe('these judges', () => {
  const host = goldenHosts().find(({ input }) => input === 'host-researcher-and-coder');
  const LOOP = 'agent-coder-task-loop.service';

  const damaged = (change: (text: string) => string, judge: (root: string) => void): void => {
    if (host === undefined) throw new Error('no host');
    const root = makeRoot(host);
    try {
      const file = join(root, UNITS, LOOP);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, change(text));
      expect(readFileSync(file, 'utf8')).not.toBe(text);
      judge(root);
    } finally {
      removeRoot(root);
    }
  };

  it.each([
    ['a key that nobody knows', /^UMask=.*$/m, 'UMsk=0077', 'UMsk'],
    ['a value that is none', /^ProtectSystem=.*$/m, 'ProtectSystem=very', 'protect system value'],
    ['a limit that does nothing', /^TimeoutStartSec=.*$/m, 'RuntimeMaxSec=1h', 'RuntimeMaxSec'],
    ['a program that is not there', /^ExecStart=:\S+/m, 'ExecStart=:/usr/bin/nothing-there', 'nothing-there'],
    ['a unit that is not there', /^Requires=/m, 'Requires=agent-nobody.service ', 'agent-nobody.service'],
  ])('find %s', (_, pattern, damage, said) => {
    damaged(
      (text) => text.replace(pattern, damage),
      (root) => expect(verify(root, [LOOP])).toContain(said),
    );
  });

  it.each([/^SystemCallFilter=.*\n/gm, /^(?:Restrict|Private)\w+=.*\n/gm, /^Protect\w+=.*\n/gm])(
    'find a unit without %s',
    (pattern) => {
      damaged(
        (text) => text.replaceAll(pattern, ''),
        (root) => expect(exposure(root, LOOP).passes).toBe(false),
      );
    },
  );
});
