import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { thisSystem, type WritingSystem } from '@canonry/core/node';
import { CATALOGUE } from '@canonry/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WRITING_CATALOGUE } from '../../packages/core/src/writing-catalogue.js';
import { REPOSITORY } from '../golden/cases.js';
import { Death, dyingSystem, mortal, quickSystem, survivingSystem, watchFs } from './failing-fs.js';
import { codesOf, makeProject, wholeTree, type Project } from './project.js';
import { renderAll, rosterOf } from './test-targets.js';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.dispose());

const one = renderAll(rosterOf({ ada: 'Think.\n' }));
const other = renderAll(rosterOf({ ada: 'Think more.\n', bob: 'Build.\n' }));
const { self } = thisSystem();

function lockOf(owner: Partial<typeof self>): string {
  const { pid, start, namespace, boot, host } = { ...self, ...owner };
  return `.canonry/lock-${pid}-${start}-${namespace}-${boot}-x-${host}`;
}

const ELSEWHERE = 'holds the lock of ROOT, and whether it still runs cannot be seen from here';

const impatient: WritingSystem = { ...thisSystem(), patience: 100 };

describe('a second run', () => {
  it.each([
    ['runs at this moment', {}, 'output-locked', 'is writing to ROOT'],
    ['is in another container', { namespace: '1', host: 'box' }, 'output-locked-elsewhere', ELSEWHERE],
    ['is on another machine', { boot: 'ffffffff', host: 'elsewhere' }, 'output-locked-elsewhere', ELSEWHERE],
  ])('waits for one that %s, and then says who it is and what it holds', async (_, owner, code, what) => {
    project.write(lockOf(owner), '');
    const outcome = await project.render(one, { system: impatient });
    expect(codesOf(outcome)).toEqual([code]);
    expect(outcome.diagnostics[0]?.message).toBe(
      `process ${self.pid} on ${{ ...self, ...owner }.host} ${what.replace('ROOT', project.root)}`,
    );
    expect(project.tree()).toEqual({});
  });

  it.each([
    ['has ended', { pid: 4_194_304 }],
    ['had a number that is now somebody else’s', { start: '1' }],
    ['ran before the machine was started anew', { boot: 'ffffffff' }],
  ])('goes on after one that %s', async (_, owner) => {
    project.write(lockOf(owner), '');
    expect((await project.render(one, { system: impatient })).exitCode).toBe(0);
    expect(Object.keys(project.ownTree())).toEqual(['.canonry/manifest.json']);
  });

  it('has waited no longer than three seconds when it says so', async () => {
    project.write(lockOf({ boot: 'ffffffff', host: 'elsewhere' }), '');
    let waited = 0;
    const pause = async (milliseconds: number): Promise<void> => {
      waited += milliseconds;
      await setTimeout(milliseconds);
    };
    expect(codesOf(await project.render(one, { system: { ...thisSystem(), pause } }))).toEqual([
      'output-locked-elsewhere',
    ]);
    expect(waited).toBeLessThanOrEqual(3000);
  });

  it('goes on after one that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    const stat = readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    project.write(lockOf({ pid: child.pid ?? 0, start }), '');
    expect(codesOf(await project.render(one, { system: impatient }))).toEqual(['output-locked']);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    expect((await project.render(one, { system: impatient })).exitCode).toBe(0);
  });
});

describe('somebody who only looks', () => {
  it('is told of a run that was interrupted, and of one that goes on', async () => {
    const base = survivingSystem(quickSystem());
    await expect(project.render(one, { system: dyingSystem(base, 60) })).rejects.toThrow(Death);
    const before = wholeTree(project);
    expect(codesOf(await project.check(one, { system: base }))).toEqual(['interrupted-run']);
    project.write(lockOf({}), '');
    expect(codesOf(await project.check(one, { system: base }))).toEqual(['output-locked']);
    project.remove(lockOf({}));
    expect(wholeTree(project)).toEqual(before);
    expect((await project.render(one, { system: base })).exitCode).toBe(0);
  });
});

describe('a run', () => {
  it('that finds a file saved by a person at the last moment takes everything back', async () => {
    await project.render(one);
    const before = wholeTree(project);
    const base = quickSystem();
    let isSaved = false;
    const fs = watchFs(base.fs, (call) => {
      if (call !== 'makeHardLink' || isSaved) return;
      isSaved = true;
      writeFileSync(join(project.root, 'AGENTS.md'), 'saved just now');
    });
    const outcome = await project.render(other, { system: { ...base, fs } });
    expect(codesOf(outcome)).toEqual(['changed-meanwhile']);
    expect(wholeTree(project)).toEqual({ ...before, 'AGENTS.md': '644 saved just now' });
  });

  it('that takes an interrupted one back leaves what a person saved after that', async () => {
    await project.render(one);
    const base = survivingSystem(quickSystem());
    let renames = 0;
    const rename: typeof base.fs.rename = (from, to) => {
      if (to.endsWith('/manifest.json')) throw new Death();
      base.fs.rename(from, to);
      renames += 1;
    };
    const dying = { ...mortal(base), fs: { ...base.fs, rename, removeFile: die } };
    await expect(project.render(other, { system: dying })).rejects.toThrow(Death);
    expect(renames).toBeGreaterThan(2);
    project.write('.alpha/agents/ada.md', 'saved after the crash');
    project.write('.alpha/agents/bob.md', 'saved after the crash, too');
    const outcome = await project.render(other, { system: base });
    expect(codesOf(outcome)).toEqual(['edited-output', 'foreign-output']);
    expect(project.read('.alpha/agents/ada.md')).toBe('saved after the crash');
    expect(project.read('.alpha/agents/bob.md')).toBe('saved after the crash, too');
    expect(Object.keys(project.tree()).filter((path) => path.includes('.canonry-'))).toEqual([]);
  });

  it('that cannot go back says so, and the next one does', async () => {
    await project.render(one);
    const before = project.tree();
    const base = survivingSystem(quickSystem());
    let isBroken = false;
    const fs = watchFs(base.fs, (call) => {
      isBroken ||= call === 'rename' && project.read('.canonry/journal.json').includes('steps');
      if (isBroken && ['rename', 'removeFile'].includes(call))
        throw Object.assign(new Error('EROFS'), { code: 'EROFS' });
    });
    const journalled = {
      ...mortal(base),
      fs: { ...fs, rename: renameOnce(fs.rename, base.fs.rename) },
    };
    const outcome = await project.render(other, { system: journalled });
    expect(new Set(codesOf(outcome))).toEqual(new Set(['write-failed', 'roll-back-failed', 'left-behind']));
    const clean = await project.render(one, { system: base });
    expect(codesOf(clean)).toEqual([]);
    expect(project.tree()).toEqual(before);
  });

  it('that cannot tidy up has written everything, says so, and the next one tidies up', async () => {
    await project.render(one);
    const base = quickSystem();
    const removeFile = (path: string): void => {
      if (path.endsWith('.old')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      base.fs.removeFile(path);
    };
    const outcome = await project.render(other, { system: { ...base, fs: { ...base.fs, removeFile } } });
    expect({ applied: outcome.applied, exitCode: outcome.exitCode, codes: new Set(codesOf(outcome)) }).toEqual({
      applied: true,
      exitCode: 0,
      codes: new Set(['left-behind']),
    });
    expect(codesOf(await project.check(other))).toEqual(['interrupted-run']);
    expect((await project.render(other)).exitCode).toBe(0);
    expect(Object.keys(project.ownTree())).toEqual(['.canonry/manifest.json']);
  });

  it('is refused if keys of a target hold each other', async () => {
    const entries = [
      { kind: 'value', keys: ['a'], value: 1 },
      { kind: 'value', keys: ['a', 'b'], value: 2 },
    ] as const;
    const outcome = await project.render([
      { target: 'alpha', owns: ['x.json'], outputs: [{ kind: 'json-keys', path: 'x.json', entries }] },
    ]);
    expect(codesOf(outcome)).toEqual(['overlapping-keys']);
  });
});

function die(): never {
  throw new Death();
}

/** Lets the journal get its name, and nothing else. */
function renameOnce(
  broken: (from: string, to: string) => void,
  real: (from: string, to: string) => void,
): typeof broken {
  return (from, to) => (to.endsWith('/journal.json') ? real(from, to) : broken(from, to));
}

it('every diagnostic about writing is asserted by one of these tests', () => {
  const files = ['lock', 'paths', 'peers', 'check', 'ownership', 'user-files', 'lost-record', 'roots'].map((name) =>
    readFileSync(join(REPOSITORY, `tests/writing/${name}.test.ts`), 'utf8'),
  );
  const codes = Object.keys(WRITING_CATALOGUE);
  expect(
    codes.filter(
      (code) => !files.some((text) => text.includes(`'${code}'`)) && !files.some((text) => text.includes(`=${code}`)),
    ),
  ).toEqual([]);
  expect(Object.keys(CATALOGUE)).toEqual(expect.arrayContaining(codes));
});
