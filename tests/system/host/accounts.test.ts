import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemd } from '@canonry/target-systemd';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf, hostOf, rosterOf } from '../../../packages/target-systemd/src/host.fixture.js';
import { goldenHosts } from '../../golden/golden-hosts.js';
import { runs } from '../../properties/runs.js';
import { asRoot } from './as-root.js';
import { makeRoot, removeRoot } from './machine-root.js';

const SILENT = { status: 0, stdout: '' };

describe.each(goldenHosts())('on the machine of $name', (host) => {
  let root = '';
  beforeAll(() => {
    root = makeRoot(host);
    expect(asRoot('chown', ['-R', '0:0', root])).toEqual({ ...SILENT, stderr: '' });
  });
  afterAll(() => removeRoot(root));

  const create = (): void => {
    expect(asRoot('systemd-sysusers', [`--root=${root}`])).toMatchObject(SILENT);
    const made = asRoot('systemd-tmpfiles', [`--root=${root}`, '--create', 'agent-host.conf']);
    expect(made).toEqual({ ...SILENT, stderr: '' });
  };
  const rows = (file: string): readonly (readonly string[])[] =>
    asRoot('cat', [join(root, 'etc', file)])
      .stdout.split('\n')
      .flatMap((line) => (line === '' ? [] : [line.split(':')]));
  const state = (): string =>
    asRoot('sh', [
      '-c',
      'cd "$1" && find home var etc/agent-host -printf "%m %U %G %y %p\\n" | sort; cat etc/passwd etc/group',
      'sh',
      root,
    ]).stdout;

  it('accounts and directories are made, and made twice they are the same', () => {
    create();
    const once = state();
    create();
    expect(state()).toBe(once);
  });

  it('every account is locked, and in no group but its own and that of the agents', () => {
    const users = rows('passwd').map(([user = '', , uid, gid]) => ({ user, uid, gid }));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ uid, gid }) => uid !== gid || Number(uid) <= 4000)).toEqual([]);
    expect(rows('shadow').filter(([, password = '']) => !password.startsWith('!'))).toEqual([]);
    const members = Object.fromEntries(
      rows('group').map(([name = '', , , list = '']) => [name, list.split(',').toSorted()]),
    );
    expect(members).toEqual({
      ...Object.fromEntries(users.map(({ user }) => [user, ['']])),
      'agents-audit': [''],
      agents: users.map(({ user }) => user).toSorted(),
    });
  });

  it('homes are closed, and audits belong to root and can only grow', () => {
    const [agents, audit] = ['agents', 'agents-audit'].map((name) => rows('group').find(([one]) => one === name)?.[2]);
    const lines = state().split('\n');
    for (const [user = '', , uid] of rows('passwd')) {
      const name = user.slice('agent-'.length);
      expect(lines).toEqual(
        expect.arrayContaining([
          `700 ${uid} ${uid} d home/${user}`,
          `750 0 ${uid} d etc/agent-host/homes/${name}`,
          `750 0 ${audit} d var/log/${user}`,
          `640 0 ${audit} f var/log/${user}/audit.jsonl`,
        ]),
      );
      expect(asRoot('lsattr', [join(root, `var/log/${user}/audit.jsonl`)]).stdout).toMatch(/^-*a-*e?-* /);
    }
    expect(lines).toContain(`3770 0 ${agents} d var/lib/agent-incidents`);
  });
});

it('the name of a person comes out as it was written, whatever is in it', () => {
  const host = goldenHosts().find(({ input }) => input === 'host-texts-that-need-escaping');
  if (host === undefined) throw new Error('no host');
  const root = makeRoot(host);
  try {
    expect(asRoot('systemd-sysusers', [`--root=${root}`])).toMatchObject(SILENT);
    const passwd = readFileSync(join(root, 'etc/passwd'), 'utf8');
    expect(passwd).toMatch(
      /^agent-coder:x:\d+:\d+:Coder %u, 100 % \\ \$HOME `id`; #:\/home\/agent-coder:\/bin\/bash$/m,
    );
  } finally {
    removeRoot(root);
  }
});

it('so does whatever name somebody may have', () => {
  const character = fc.oneof(
    fc.constantFrom('"', "'", '\\', '$', '%', ';', '#', ' ', '-'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
  );
  const fullName = fc
    .string({ minLength: 1, unit: character })
    .filter((text) => !/[:\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(text));
  const names = fc.sample(fullName, runs(0.15)).filter((name) => name.trim() === name && name !== '-');
  const accounts = names.map((name, index) => ({ ...accountOf(`a${index}`, 5000 + index), fullName: name }));
  const { outputs } = systemd.render({
    host: hostOf(accounts),
    roster: rosterOf([]),
    harnesses: [],
    homePaths: new Map(),
  });
  const file = outputs.find(({ path }) => path === 'etc/sysusers.d/agent-host.conf');
  const root = mkdtempSync(join(tmpdir(), 'canonry-machine-'));
  try {
    mkdirSync(join(root, 'etc/sysusers.d'), { recursive: true });
    if (file?.kind === 'file') writeFileSync(join(root, file.path), file.bytes);
    expect(asRoot('systemd-sysusers', [`--root=${root}`])).toMatchObject(SILENT);
    const made = readFileSync(join(root, 'etc/passwd'), 'utf8').trimEnd().split('\n');
    expect(made.map((line) => line.split(':')[4])).toEqual(names);
  } finally {
    removeRoot(root);
  }
});

it('whoever is there already keeps what he has', () => {
  const host = goldenHosts().find(({ input }) => input === 'host-researcher-and-coder');
  if (host === undefined) throw new Error('no host');
  const root = makeRoot(host);
  try {
    mkdirSync(join(root, 'etc'), { recursive: true });
    writeFileSync(join(root, 'etc/passwd'), 'agent-coder:x:1234:1234::/:/bin/false\n');
    writeFileSync(join(root, 'etc/group'), 'agent-coder:x:1234:\n');
    asRoot('systemd-sysusers', [`--root=${root}`]);
    expect(readFileSync(join(root, 'etc/passwd'), 'utf8')).toContain('agent-coder:x:1234:1234::/:/bin/false\n');
  } finally {
    removeRoot(root);
  }
});
