import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goldenHosts } from '../../golden/golden-hosts.js';

const host = goldenHosts().find(({ input }) => input === 'host-researcher-and-coder');
const LIBRARY = 'etc/agent-host/lib';

function expectSound(text: string): void {
  const judged = spawnSync('shellcheck', ['--shell=sh', '--severity=style', '-'], { input: text, encoding: 'utf8' });
  expect(judged).toMatchObject({ status: 0, stdout: '' });
}

describe('shellcheck finds nothing wrong', () => {
  const scripts = readdirSync(join(host?.root ?? '', LIBRARY));

  it.each(scripts)('with %s', (name) => expectSound(readFileSync(join(host?.root ?? '', LIBRARY, name), 'utf8')));

  it.each(goldenHosts())('with what rotates the audits of $name', ({ tree }) => {
    const text = tree.files.get('etc/logrotate.d/agent-host') ?? '';
    const parts = [...text.matchAll(/\t(?:first|last)action\n([^]*?)\tendscript/g)].map(([, part = '']) => part);
    expect(parts).toHaveLength(2);
    for (const part of parts) expectSound(part);
  });
});

describe('what brings a home up to date', () => {
  let place = '';
  let home = '';
  let truth = '';
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'canonry-home-'));
    [home, truth] = [join(place, 'home'), join(place, 'truth')];
    for (const directory of ['home', 'truth/.claude/agents', 'elsewhere'])
      mkdirSync(join(place, directory), { recursive: true });
    write('truth/.mcp.json', 'kept');
    write('truth/.claude/agents/one.md', 'kept');
    write('elsewhere/secret', 'not ours');
  });
  afterEach(() => rmSync(place, { recursive: true }));

  const write = (path: string, text: string): void => writeFileSync(join(place, path), text);
  const read = (path: string): string => readFileSync(join(place, path), 'utf8');
  const copy = (): number | null =>
    spawnSync('sh', [join(host?.root ?? '', LIBRARY, 'copy-home'), truth], {
      env: { PATH: '/usr/bin:/bin', HOME: home },
    }).status;

  it('copies what there is, closed to everybody else, and makes a place to work', () => {
    chmodSync(join(truth, '.mcp.json'), 0o755);
    expect(copy()).toBe(0);
    expect([read('home/.mcp.json'), read('home/.claude/agents/one.md')]).toEqual(['kept', 'kept']);
    const modes = ['.mcp.json', '.claude/agents/one.md', '.claude', 'agent-space'].map(
      (path) => statSync(join(home, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600, 0o700, 0o700]);
  });

  it('takes back what was changed and what is no more, and leaves the rest', () => {
    expect(copy()).toBe(0);
    write('home/.mcp.json', 'changed');
    write('home/.claude/agents/mine.md', 'mine');
    rmSync(join(truth, '.claude/agents/one.md'));
    write('truth/.claude/agents/two.md', 'kept');
    expect(copy()).toBe(0);
    expect(read('home/.mcp.json')).toBe('kept');
    expect(readdirSync(join(home, '.claude/agents')).toSorted()).toEqual(['mine.md', 'two.md']);
  });

  it('puts a file in the place of a link, and writes nothing where it led', () => {
    symlinkSync(join(place, 'elsewhere/secret'), join(home, '.mcp.json'));
    expect(copy()).toBe(0);
    expect([read('home/.mcp.json'), read('elsewhere/secret')]).toEqual(['kept', 'not ours']);
  });

  it('fails where a directory is a link, so that nothing starts, and writes nothing where it leads', () => {
    symlinkSync(join(place, 'elsewhere'), join(home, '.claude'));
    expect(copy()).toBe(1);
    expect(existsSync(join(place, 'elsewhere/agents'))).toBe(false);
    // What is not in the way is brought up to date.
    expect(read('home/.mcp.json')).toBe('kept');
  });
});

/** What the script says to a prompt of ssh-add. */
function say(prompt: string): { readonly status: number | null; readonly stdout: string } {
  const place = mkdtempSync(join(tmpdir(), 'canonry-passphrase-'));
  writeFileSync(join(place, 'ssh-passphrase'), 'four words');
  const { status, stdout } = spawnSync('sh', [join(host?.root ?? '', LIBRARY, 'say-passphrase'), prompt], {
    env: { PATH: '/usr/bin:/bin', CREDENTIALS_DIRECTORY: place },
    encoding: 'utf8',
  });
  rmSync(place, { recursive: true });
  return { status, stdout };
}

it('the passphrase is said once, and not again when it was wrong', () => {
  expect(say('Enter passphrase for /run/key:')).toEqual({ status: 0, stdout: 'four words' });
  expect(say('Bad passphrase, try again for /run/key:')).toEqual({ status: 1, stdout: '' });
});
