import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostProject, put } from './host-root.js';
import { onTerminal } from './in-process.js';
import { project } from './project.js';

describe('check, without a selection', () => {
  it('says what is wrong with hosts', async () => {
    const cwd = soundProject();
    await onTerminal(['render'], { cwd });
    expect(await onTerminal(['check'], { cwd })).toMatchObject({ code: 0 });
    put(cwd, 'hosts/mill.toml', '[agents.codr]\nfull_name = "C"\nemail = "c@example.org"\n');
    const { code, stdout, stderr } = await onTerminal(['check'], { cwd });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error[unknown-agent]: there is no agent "codr"');
    expect(stderr).toContain('hosts/mill.toml:1:9');
    expect(await onTerminal(['check', '-t', 'claude-code'], { cwd })).toMatchObject({ code: 0 });
  });

  it('tells what a host warns of, and not what is only worth knowing', async () => {
    const cwd = soundProject();
    put(cwd, 'hosts/mill.toml', '');
    await onTerminal(['render'], { cwd });
    const { code, stderr } = await onTerminal(['check'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('warning[host-without-accounts]');
    expect(stderr).not.toContain('info[');
    expect(await onTerminal(['check', '--strict'], { cwd })).toMatchObject({ code: 1 });
  });
});

describe('a source that cannot be read', () => {
  it.each([
    ['that is not there', ['--agents', 'nowhere/at/all/agents'], 'error[no-source]'],
    ['with an error', [], 'error[toml-syntax]'],
  ])('%s is told before its hosts are looked for', async (_, more, said) => {
    const cwd = hostProject();
    put(cwd, 'agents/coder/agent.toml', 'name = ');
    for (const args of [
      ['host', 'check'],
      ['host', 'check', 'elsewhere'],
      ['host', 'install', 'forge', '--dry-run'],
    ]) {
      const { code, stderr } = await onTerminal([...args, ...more], { cwd });
      expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    }
  });

  it('of which hosts is no directory is told, too', async () => {
    const cwd = project({ 'canonry.toml': '' });
    writeFileSync(join(cwd, 'hosts'), '');
    for (const args of [
      ['host', 'check'],
      ['host', 'check', 'forge'],
    ]) {
      const { code, stderr } = await onTerminal(args, { cwd });
      expect([code, stderr]).toEqual([1, expect.stringContaining('error[')]);
    }
  });
});

/** Agents, one target and a host that is sound. */
function soundProject(): string {
  const cwd = hostProject();
  put(cwd, 'canonry.toml', '[targets.claude-code]\n');
  return cwd;
}
