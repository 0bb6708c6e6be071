import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../packages/cli/src/main.js';
import { BIN } from './canonry.js';
import { NO_PROGRAMS } from './in-process.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { testEntries } from './test-entries.js';

const BETA = { 'canonry.toml': '[targets.beta]\n' };

interface Watching {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly stop: () => Promise<number>;
}

function watchIn(cwd: string): Watching {
  const texts = { stdout: '', stderr: '' };
  const stopping = new AbortController();
  const ended = main(['watch'], {
    stdout: { write: (text) => (texts.stdout += text) },
    stderr: { write: (text) => (texts.stderr += text) },
    cwd,
    env: {},
    targets: testEntries,
    interruption: () => stopping.signal,
    programs: NO_PROGRAMS,
  });
  const stop = (): Promise<number> => {
    stopping.abort();
    return ended;
  };
  onTestFinished(async () => void (await stop()));
  return { stdout: () => texts.stdout, stderr: () => texts.stderr, stop };
}

function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(cwd, path, '..'), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

function never(): AbortSignal {
  return new AbortController().signal;
}

const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 60_000, interval: 20 });

describe('watch', () => {
  it('renders what changes, a line for each, and ends with 0', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const { stdout, stderr, stop } = watchIn(cwd);
    await until(() => expect(stdout().split('\n')).toHaveLength(4));
    expect(stderr()).toBe(`watching ${cwd}; Ctrl-C ends it\n`);
    write(cwd, { 'agents/ada/system-prompt.md': 'You think.\n' });
    await until(() => expect(stdout()).toContain('update   .beta/agents/ada/agent.md: its content differs\n'));
    write(cwd, agentFiles('bob'));
    await until(() => expect(stdout()).toContain('create   .beta/agents/bob/agent.md: it does not exist\n'));
    rmSync(join(cwd, 'agents/ada'), { recursive: true });
    await until(() => expect(stdout()).toContain('delete   .beta/agents/ada/agent.md: it is no longer rendered\n'));
    expect(await stop()).toBe(0);
  });

  it('lives through a broken source, tells it once, and goes on when it is sound again', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const { stdout, stderr, stop } = watchIn(cwd);
    await until(() => expect(stdout().split('\n')).toHaveLength(4));
    write(cwd, { 'agents/ada/agent.toml': 'name = "ada\n' });
    await until(() => expect(stderr()).toContain('error[toml-syntax]'));
    write(cwd, { 'canonry.toml': '[targets.beta\n' });
    await until(() => expect(stderr().split('error[toml-syntax]')).toHaveLength(4));
    write(cwd, { ...agentFiles('ada'), ...BETA });
    await until(() => expect(stderr()).toMatch(/all is as rendered again\n$/));
    expect(read(cwd, '.beta/agents/ada/agent.md')).toContain('You are ada.');
    expect(stdout().split('\n')).toHaveLength(4);
    expect(await stop()).toBe(0);
  });

  it('removes nothing while canonry.toml is empty for a moment', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const { stdout, stderr, stop } = watchIn(cwd);
    await until(() => expect(stdout().split('\n')).toHaveLength(4));
    write(cwd, { 'canonry.toml': '' });
    await until(() => expect(stderr()).toContain('error[nothing-enabled]'));
    expect(read(cwd, '.beta/agents/ada/agent.md')).toContain('You are ada.');
    write(cwd, BETA);
    await until(() => expect(stderr()).toMatch(/all is as rendered again\n$/));
    expect(stdout().split('\n')).toHaveLength(4);
    expect(await stop()).toBe(0);
  });

  it('follows canonry.toml to other directories, also those that come to be only later', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const { stdout } = watchIn(cwd);
    await until(() => expect(stdout().split('\n')).toHaveLength(4));
    write(cwd, {
      'team/one/zoe/agent.toml': 'name = "zoe"\ndescription = "Zoe"\n',
      'team/one/zoe/system-prompt.md': 'Zoe.\n',
    });
    write(cwd, { 'canonry.toml': 'agents = ["agents", "team/one"]\n[targets.beta]\n' });
    await until(() => expect(stdout()).toContain('create   .beta/agents/zoe/agent.md: it does not exist\n'));
    write(cwd, { 'team/one/zoe/system-prompt.md': 'Zoe thinks.\n' });
    await until(() => expect(stdout()).toContain('update   .beta/agents/zoe/agent.md: its content differs\n'));
  });

  it('sees what changes behind links, of directories and of files', async () => {
    const cwd = project({ ...BETA, 'shared/prompt.md': 'One.\n', 'agents/.keep': '' });
    write(cwd, {
      'team/zoe/agent.toml': 'name = "zoe"\ndescription = "Zoe"\n',
      'team/zoe/system-prompt.md': 'Zoe.\n',
      'agents/ada/agent.toml': 'name = "ada"\ndescription = "Ada"\n',
    });
    symlinkSync('../team/zoe', join(cwd, 'agents/zoe'));
    symlinkSync('../../shared/prompt.md', join(cwd, 'agents/ada/system-prompt.md'));
    const { stdout, stderr } = watchIn(cwd);
    await until(() => expect(stdout(), stderr()).toContain('create   .beta/agents/zoe/agent.md: it does not exist\n'));
    write(cwd, { 'team/zoe/system-prompt.md': 'Zoe thinks.\n' });
    await until(() => expect(stdout()).toContain('update   .beta/agents/zoe/agent.md: its content differs\n'));
    write(cwd, { 'shared/prompt.md': 'Two.\n' });
    await until(() => expect(stdout()).toContain('update   .beta/agents/ada/agent.md: its content differs\n'));
  });

  it('overwrites nothing that somebody edited', async () => {
    const cwd = project({ ...agentFiles('ada'), ...BETA });
    const { stdout, stderr } = watchIn(cwd);
    await until(() => expect(stdout().split('\n')).toHaveLength(4));
    write(cwd, { '.beta/agents/ada/agent.md': 'mine\n', 'agents/ada/system-prompt.md': 'You think.\n' });
    await until(() => expect(stderr()).toContain('error[edited-output]'));
    expect(read(cwd, '.beta/agents/ada/agent.md')).toBe('mine\n');
  });

  it('has nothing to watch where there is no source', async () => {
    let stderr = '';
    const io = { stdout: { write: () => undefined }, stderr: { write: (text: string) => (stderr += text) } };
    const args = ['watch', '--agents', 'nowhere'];
    const world = { cwd: project(), env: {}, targets: testEntries, interruption: never, programs: NO_PROGRAMS };
    expect(await main(args, { ...io, ...world })).toBe(1);
    expect(stderr).toContain('error[no-source]');
  });

  it('ends with 0 on Ctrl-C, and leaves nothing half done', async () => {
    const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.opencode]\n', '.git/HEAD': '' });
    const child = spawn(process.execPath, [BIN, 'watch'], { cwd, env: {}, stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const [code]: unknown[] = await once(child, 'close');
    expect(code).toBe(0);
    expect(filesIn(cwd).filter((path) => /lock|journal|\.canonry-/.test(path))).toEqual([]);
  });
});
