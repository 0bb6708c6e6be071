import { mkdirSync, mkdtempSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentWith } from '../policy/agent-with.fixture.js';
import { answer } from './answer.js';
import type { LoadedPolicies } from './policies.js';
import type { Place } from './request.js';

const files = { realpath: (path: string) => realpathSync.native(path), readlink: (path: string) => readlinkSync(path) };
let root = '';

const FILES = [
  'data/home/.ssh/key',
  'data/home/notes/a',
  'data/project/src/a.ts',
  'data/project/secret/k',
  'etc/passwd',
];
const LINKS = {
  home: 'data/home',
  'data/project/src/link.ts': '../secret/k',
  'data/project/src/out': '../../../etc',
  'data/project/src/to-be-made': '../../../etc/new',
  'data/project/inward': 'src',
  link: 'data/project',
};

beforeAll(() => {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), 'canonry-paths-')));
  for (const file of FILES) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  for (const [link, destination] of Object.entries(LINKS)) symlinkSync(destination, join(root, link));
});

afterAll(() => rmSync(root, { recursive: true }));

type Permissions = Parameters<typeof agentWith>[0];

/** What the agent may do to a path, in a place below the temporary directory. `@` stands for that directory. */
function decisionOf(permissions: Permissions, path: string, { tool = 'edit', ...where }: Partial<Where> = {}): string {
  const { name, permissions: policies } = agentWith(
    Object.fromEntries(
      Object.entries(permissions).map(([key, rules]) => [key, rules.map((rule) => rule.replace('@', root))]),
    ),
  );
  const loaded: LoadedPolicies = { kind: 'policies', unattended: false, agents: [{ name, permissions: policies }] };
  const place: Place = {
    project: join(root, where.project ?? 'data/project'),
    home: join(root, where.home ?? 'home'),
    ...(where.cwd === undefined ? {} : { cwd: join(root, where.cwd) }),
    files,
  };
  const asks = [{ tool, subject: path.replace('@', root) }];
  return answer(loaded, { agent: name, asks, place, canAsk: true }).decision;
}

interface Where {
  readonly tool: string;
  readonly project: string;
  readonly home: string;
  readonly cwd: string;
}

const onlySrc = { edit: ['deny', 'src/**:allow'], external_directory: ['deny'] };
const notSecret = { edit: ['allow', 'secret/**:deny'], external_directory: ['ask'] };

describe('a path inside of the project is the same path in every spelling', () => {
  it.each([
    'src/a.ts',
    './src//a.ts',
    'src/a.ts/',
    'src/../src/a.ts',
    '../project/src/a.ts',
    '@/data/project/src/a.ts',
    '@/data/project/../project/src/a.ts',
    'inward/../src/a.ts',
  ])('%s', (path) => {
    expect(decisionOf(onlySrc, path)).toBe('allow');
  });

  it('also if it is yet to be made', () => {
    expect(decisionOf(onlySrc, 'src/new/directory/file.ts')).toBe('allow');
  });

  it('also where the harness names the project by a link', () => {
    for (const path of ['src/a.ts', '@/link/src/a.ts', '@/data/project/src/a.ts'])
      expect(decisionOf(onlySrc, path, { project: 'link' })).toBe('allow');
  });

  it('also from a directory below', () => {
    expect(decisionOf(onlySrc, 'a.ts', { cwd: 'data/project/src' })).toBe('allow');
    expect(decisionOf(onlySrc, '../src/a.ts', { cwd: 'data/project/src' })).toBe('allow');
    expect(decisionOf(onlySrc, '../secret/k', { cwd: 'data/project/src' })).toBe('deny');
  });
});

describe('a path must be allowed as it is written and as it leads', () => {
  it.each([
    ['a link to a file', 'src/link.ts', 'deny'],
    ['the file of a link', 'secret/k', 'deny'],
    ['a link out of the project', 'src/out/passwd', 'ask'],
    ['a new file behind a link', 'src/out/new', 'ask'],
    ['a link to a file that is yet to be made', 'src/to-be-made', 'ask'],
    ['a way out by its text', 'src/../../../etc/passwd', 'ask'],
    ['a way out behind a link, which looks like one inside', 'src/out/../etc/passwd', 'ask'],
    ['a link from outside to the project', '@/link/src/a.ts', 'ask'],
    ['a file that is what it seems', 'src/a.ts', 'allow'],
  ])('%s', (_, path, decision) => {
    expect(decisionOf(notSecret, path)).toBe(decision);
  });

  it('also by programs that tidy it first', () => {
    expect(decisionOf({ ...notSecret, external_directory: ['allow'] }, 'src/out/../link.ts')).toBe('deny');
  });

  it.each([
    ['echo x > src/link.ts', 'deny'],
    ['echo x > src/out/passwd', 'ask'],
    ['cat < src/a.ts; (echo x >> src/to-be-made)', 'ask'],
    ['echo x > src/a.ts', 'allow'],
    ['echo x > $PLACE', 'deny'],
  ])('in the line %s too', (line, decision) => {
    expect(decisionOf({ ...notSecret, bash: ['allow'] }, line, { tool: 'bash' })).toBe(decision);
  });

  it('with a line that starts in another directory', () => {
    const where = { tool: 'bash', cwd: 'data/project/secret' };
    expect(decisionOf({ ...notSecret, bash: ['allow'] }, 'echo x > k', where)).toBe('deny');
  });
});

describe('the home directory', () => {
  const notes = { edit: ['deny', '~/notes/**:allow'], external_directory: ['deny', '~/**:allow'] };
  const noKeys = { edit: ['allow', '~/.ssh/**:deny'], external_directory: ['allow'] };

  it.each(['~/notes/a', '@/home/notes/a', '@/data/home/notes/a', '~/notes/../notes/a'])('is one place: %s', (path) => {
    expect(decisionOf(notes, path)).toBe('allow');
  });

  it.each(['~/.ssh/key', '@/home/.ssh/key', '@/data/home/.ssh/key', '../home/.ssh/key', '$HOME/.ssh/key'])(
    'is closed by any name: %s',
    (path) => {
      expect(decisionOf(noKeys, path)).toBe('deny');
    },
  );

  it('is also the place that links lead to', () => {
    const noData = { edit: ['allow', '@/data/home/**:deny'], external_directory: ['allow'] };
    expect(decisionOf(noData, '~/notes/a')).toBe('deny');
  });

  it('keeps the rules that name it where it is the project', () => {
    for (const project of ['home', 'data/home', 'data']) {
      const key = project === 'data' ? 'home/.ssh/key' : '.ssh/key';
      expect(decisionOf(noKeys, key, { project })).toBe('deny');
      expect(decisionOf(noKeys, key.replace('.ssh/key', 'notes/a'), { project })).toBe('allow');
    }
    expect(decisionOf({ ...noKeys, bash: ['allow'] }, 'echo x >> .ssh/key', { project: 'home', tool: 'bash' })).toBe(
      'deny',
    );
  });

  it('opens no path of the project by a rule about all of it', () => {
    const outside = { edit: ['deny', '~/**:allow'], external_directory: ['allow'] };
    expect(decisionOf(outside, 'src/a.ts', { home: 'data' })).toBe('deny');
  });

  it('says nothing about the project where the project lies in it', () => {
    const outside = { edit: ['allow', '~/**:deny'], external_directory: ['allow'] };
    expect(decisionOf(outside, 'src/a.ts', { home: 'data' })).toBe('allow');
    expect(decisionOf({ edit: ['allow', '~/project/src/**:ask'] }, 'src/a.ts', { home: 'data' })).toBe('ask');
  });

  it('can be anywhere if nobody says where', () => {
    const { name, permissions } = agentWith(noKeys);
    const loaded: LoadedPolicies = { kind: 'policies', unattended: false, agents: [{ name, permissions }] };
    const place = { project: join(root, 'data/project'), files };
    const ask = (subject: string): string =>
      answer(loaded, { agent: name, asks: [{ tool: 'edit', subject }], place, canAsk: true }).decision;
    expect(['~/.ssh/key', '~/notes', 'src/a.ts', `${root}/x/.ssh/key`].map(ask)).toEqual([
      'deny',
      'allow',
      'allow',
      'deny',
    ]);
  });

  it('is not a directory of that name', () => {
    const tilde = { edit: ['allow', '~/**:deny'], external_directory: ['deny'] };
    expect(decisionOf(tilde, './~/x')).toBe('allow');
    expect(decisionOf(tilde, '@/data/project/~/x')).toBe('allow');
    expect(decisionOf(tilde, '~')).toBe('deny');
  });
});

describe('a path that begins with file:', () => {
  it.each(['file://@/data/project/secret/k', 'FILE:@/data/project/secret/k', 'file://@/data/project/secr%65t/k'])(
    'is the file as well as a name: %s',
    (path) => {
      expect(decisionOf(notSecret, path)).toBe('deny');
      expect(decisionOf({ edit: ['deny', 'secret/**:allow'] }, path)).toBe('deny');
    },
  );
});

describe('letters that look alike', () => {
  const composed = 'geh\u00E9im';
  const decomposed = 'gehe\u0301im';

  it.each([composed, decomposed])('are closed in both forms by a rule in the form %j', (form) => {
    const rules = { edit: ['allow', `${form}/**:deny`], bash: ['allow', `rm ${form}:ask`] };
    for (const name of [composed, decomposed]) {
      expect(decisionOf(rules, `${name}/x`)).toBe('deny');
      expect(decisionOf(rules, `rm ${name}`, { tool: 'bash' })).toBe('ask');
      expect(decisionOf(rules, `echo > ${name}/x`, { tool: 'bash' })).toBe('deny');
    }
  });

  it('are open only in the form in which a rule opens them', () => {
    const rules = { edit: ['deny', `${composed}/**:allow`] };
    expect(decisionOf(rules, `${composed}/x`)).toBe('allow');
    expect(decisionOf(rules, `${decomposed}/x`)).toBe('deny');
  });

  it('are alike in the names of the home directory and the project too', () => {
    const opened = { edit: ['deny', `~/${composed}/**:allow`], external_directory: ['allow'] };
    expect(decisionOf(opened, `~/${composed}/x`, { home: decomposed })).toBe('allow');
    const closed = { edit: ['allow', `~/${composed}/secret/**:deny`] };
    expect(decisionOf(closed, 'secret/x', { home: 'data', project: `data/${decomposed}` })).toBe('deny');
  });

  it('of another case are other letters', () => {
    expect(decisionOf(notSecret, 'SECRET/k')).toBe('allow');
  });

  it('of another case are the same where the file system says so', () => {
    const { name, permissions } = agentWith(notSecret);
    const loaded: LoadedPolicies = { kind: 'policies', unattended: false, agents: [{ name, permissions }] };
    const ignoringCase = { ...files, realpath: (path: string) => files.realpath(path.replace(/SECRET/i, 'secret')) };
    const place = { project: join(root, 'data/project'), files: ignoringCase };
    for (const subject of ['SECRET/k', 'Secret/new'])
      expect(answer(loaded, { agent: name, asks: [{ tool: 'edit', subject }], place, canAsk: true }).decision).toBe(
        'deny',
      );
  });
});
