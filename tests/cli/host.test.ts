import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { HOST, hostProject, machineRoot, put, recordedPrograms } from './host-root.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project, read } from './project.js';

type Recorded = ReturnType<typeof recordedPrograms>;

function host(args: readonly string[], cwd: string, programs: Recorded = recordedPrograms()): Promise<Finished> {
  return onTerminal(['host', ...args], { cwd, programs });
}

/** The codes of a run, each with what is said first. */
function codesIn({ stderr }: Finished): readonly string[] {
  return [...stderr.matchAll(/^(?:error|warning)\[([^\]]+)\]/gm)].map(([, code = '']) => code);
}

const USERS =
  'agent-coder:x:4002:4002::/home/agent-coder:/bin/bash\nagent-researcher:x:4001:4001::/home/agent-researcher:/bin/bash\n';

async function installed(): Promise<readonly [cwd: string, root: string]> {
  const [cwd, root] = [hostProject(), machineRoot()];
  await host(['install', '--root', root], cwd);
  return [cwd, root];
}

/** As it is once the programs that were only remembered have done their work. */
async function installedWithUsers(): Promise<readonly [cwd: string, root: string]> {
  const [cwd, root] = await installed();
  put(root, 'etc/passwd', USERS);
  put(root, 'home/agent-coder/work', 'mine\n');
  put(root, 'var/log/agent-coder/audit.jsonl', 'what happened\n');
  return [cwd, root];
}

const APPEND_ONLY = { lsattr: { stdout: '-----a---- x\n' } };

describe('render -t host', () => {
  it('writes the tree of a machine, and check finds it', async () => {
    const cwd = hostProject();
    const args = ['-t', 'host', '--host', 'forge', '--out', 'tree'];
    expect((await onTerminal(['render', ...args, '--dry-run'], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'tree'))).toBe(false);
    expect((await onTerminal(['render', ...args], { cwd })).code).toBe(0);
    const files = filesIn(join(cwd, 'tree'));
    expect(files).toContain('etc/agent-host/homes/coder/.mcp.json');
    expect(files).toContain('etc/systemd/system/agent-researcher-task-loop.timer');
    expect(read(cwd, 'tree/etc/sysusers.d/agent-host.conf')).toContain('u agent-coder 4002:4002 ');
    expect((await onTerminal(['check', ...args], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'tree/etc/tmpfiles.d/agent-host.conf'), '');
    const drifted = await onTerminal(['check', ...args, '--json'], { cwd });
    expect([drifted.code, JSON.parse(drifted.stdout)]).toMatchObject([1, { drift: true }]);
  });

  it('removes what an account that went had', async () => {
    const cwd = hostProject();
    await onTerminal(['render', '-t', 'host', '--out', 'tree'], { cwd });
    put(cwd, 'hosts/forge.toml', HOST.slice(0, HOST.indexOf('[agents.researcher]')));
    await onTerminal(['render', '-t', 'host', '--out', 'tree'], { cwd });
    expect(filesIn(join(cwd, 'tree')).filter((path) => path.includes('researcher'))).toEqual([]);
  });

  it.each([
    ['no directory', ['-t', 'host'], '-t host needs --out, the directory that stands for / of that machine'],
    ['this machine', ['-t', 'host', '--out', '/'], 'that is what canonry host install does'],
    [
      'a host that is none',
      ['-t', 'host', '--host', 'frge', '--out', 'x'],
      'there is no host "frge"; did you mean forge?',
    ],
    ['another target', ['-t', 'host', '-t', 'pi', '--out', 'x'], '-t host stands alone'],
    ['a host for another target', ['-t', 'pi', '--host', 'forge'], '--host is about -t host'],
  ])('refuses %s', async (_, args, problem) => {
    const cwd = hostProject();
    const { code, stderr } = await onTerminal(['render', ...args], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });

  it('wants to know which of several hosts', async () => {
    const cwd = hostProject(HOST, { 'hosts/anvil.toml': HOST });
    const { code, stderr } = await onTerminal(['render', '-t', 'host', '--out', 'x'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--host is missing; it is one of anvil and forge')]);
    expect(
      await onTerminal(['render', '-t', 'host', '--out', 'x'], { cwd: project(agentFiles('coder')) }),
    ).toMatchObject({
      code: 2,
    });
  });

  it('writes nothing of a host with an error, and says what is wrong with it', async () => {
    const cwd = hostProject('[agents.codr]\nfull_name = "x"\n');
    const done = await onTerminal(['render', '-t', 'host', '--out', 'tree'], { cwd });
    expect([done.code, codesIn(done), existsSync(join(cwd, 'tree'))]).toEqual([
      1,
      ['missing-key', 'unknown-agent'],
      false,
    ]);
  });
});

describe('host install', () => {
  it('writes the files, makes users and directories, and shows what only the machine itself can do', async () => {
    const [cwd, root, programs] = [hostProject(), machineRoot(), recordedPrograms()];
    const done = await host(['install', 'forge', '--root', root], cwd, programs);
    expect([done.code, codesIn(done)]).toEqual([0, []]);
    expect(existsSync(join(root, 'etc/nftables.d/agent-host.nft'))).toBe(true);
    expect(programs.commands).toEqual([
      `systemd-sysusers --root=${root} agent-host.conf`,
      `systemd-tmpfiles --root=${root} --create agent-host.conf`,
    ]);
    expect(done.stdout).toContain('to be run on the machine itself, as root:\n  systemctl daemon-reload\n');
    expect(done.stdout).toMatch(/systemctl restart agent-coder-home\.service .*agent-researcher-task-loop\.timer/);
  });

  it('restarts nothing the second time', async () => {
    const [cwd, root] = [hostProject(), machineRoot()];
    await host(['install', '--root', root], cwd);
    const { code, stdout } = await host(['install', '--root', root], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('nothing to do');
    expect(stdout).not.toContain('systemctl restart');
  });

  it('only shows with --print, and does nothing at all with --dry-run', async () => {
    const [cwd, root, programs] = [hostProject(), machineRoot(), recordedPrograms()];
    const before = filesIn(root);
    const dry = await host(['install', '--root', root, '--dry-run', '--json'], cwd, programs);
    expect([dry.code, filesIn(root), programs.commands]).toEqual([0, before, []]);
    expect(JSON.parse(dry.stdout)).toMatchObject({
      applied: false,
      steps: [
        { command: ['systemd-sysusers', `--root=${root}`, 'agent-host.conf'], state: 'shown' },
        { command: ['systemd-tmpfiles', `--root=${root}`, '--create', 'agent-host.conf'], state: 'shown' },
        { command: ['systemctl', 'daemon-reload'], state: 'shown' },
        { command: ['systemctl', 'reload-or-restart', 'agent-host-egress.service'], state: 'shown' },
        { state: 'shown' },
      ],
    });
    const shown = await host(['install', '--root', root, '--print'], cwd, programs);
    expect([shown.code, programs.commands]).toEqual([0, []]);
    expect(existsSync(join(root, 'etc/sysusers.d/agent-host.conf'))).toBe(true);
  });

  it.each([
    ['a uid of somebody else', { 'etc/passwd': 'bob:x:4001:100::/home/bob:/bin/sh\n' }, [], ['taken-id']],
    ['a gid of somebody else', { 'etc/group': 'staff:x:4000:\n' }, [], ['taken-id']],
    ['a group with another gid', { 'etc/group': 'agents:x:900:\n' }, [], ['account-differs']],
    [
      'an account that exists otherwise',
      { 'etc/passwd': 'agent-coder:x:4005:4005::/srv/coder:/bin/sh\n' },
      [],
      ['account-differs', 'account-differs', 'account-differs'],
    ],
    ['an account that may do more', { 'etc/group': 'docker:x:99:agent-coder\n' }, [], ['privileged-account']],
    ['an agent that nobody defines any more', { 'etc/group': 'agents:x:4000:agent-old\n' }, [], ['foreign-account']],
    ['an account with a password', { 'etc/shadow': 'agent-coder:$y$x:1::::::\n' }, [], ['unlocked-account']],
    ['no firewall', {}, ['nft', 'logrotate'], ['missing-program', 'missing-program']],
    ['a file of somebody else', { 'etc/nftables.d/agent-host.nft': 'mine\n' }, [], ['foreign-output']],
  ])('refuses %s, and leaves everything as it is', async (_, files, without, codes) => {
    const [cwd, root, programs] = [hostProject(), machineRoot(files, without), recordedPrograms()];
    const before = filesIn(root);
    const done = await host(['install', '--root', root], cwd, programs);
    expect([done.code, codesIn(done), filesIn(root), programs.commands]).toEqual([1, codes, before, []]);
  });

  it('names what will not work yet', async () => {
    const [cwd, root] = [hostProject(), machineRoot({}, ['loop'])];
    const done = await host(['install', '--root', root], cwd);
    expect([done.code, codesIn(done)]).toEqual([0, ['missing-exec', 'missing-exec']]);
  });

  it('stops at a program that fails, and says so', async () => {
    const [cwd, root] = [hostProject(), machineRoot()];
    const programs = recordedPrograms({ 'systemd-sysusers': { code: 1, stderr: 'no space\nno users made\n' } });
    const done = await host(['install', '--root', root], cwd, programs);
    expect([done.code, codesIn(done), programs.commands]).toEqual([
      1,
      ['command-failed'],
      [`systemd-sysusers --root=${root} agent-host.conf`],
    ]);
    expect(done.stderr).toContain('exit code 1: no users made');
  });
});

const WITH_SECRETS = HOST.replace('uid = 4002', 'uid = 4002\nmail.enable = true\nssh.enable = true');
const SECRET = 'etc/credstore.encrypted/agent-coder-mail-password';

describe('secrets of a machine', () => {
  const withSsh = { 'usr/bin/ssh-agent': '', 'usr/bin/ssh-add': '' };

  it('are told where they are missing, and what needs them is not started', async () => {
    const [cwd, root] = [hostProject(WITH_SECRETS), machineRoot(withSsh)];
    const done = await host(['install', '--root', root], cwd);
    const missing = ['missing-secret', 'missing-secret', 'missing-secret'];
    expect([done.code, codesIn(done).toSorted()]).toEqual([0, ['commits-not-signed', ...missing]]);
    expect(done.stdout).not.toMatch(/systemctl .*ssh-agent/);
  });

  it('are refused where others could read them', async () => {
    const [cwd, root] = [hostProject(WITH_SECRETS), machineRoot(withSsh)];
    put(root, SECRET, 'x', 0o644);
    const done = await host(['install', '--root', root], cwd);
    expect([done.code, codesIn(done).includes('open-secret')]).toEqual([1, true]);
    put(root, SECRET, 'x', 0o600);
    expect((await host(['install', '--root', root], cwd)).code).toBe(0);
    put(root, SECRET, 'x', 0o640);
    expect((await host(['check', '--root', root], cwd)).stderr.includes('open-secret')).toBe(process.getgid?.() !== 0);
  });
});

describe('host check', () => {
  it('finds a tree that is as rendered, before there is an account', async () => {
    const [cwd, root] = await installed();
    const { code, stdout } = await host(['check', '--root', root], cwd);
    expect([code, stdout]).toEqual([0, expect.stringContaining('are as rendered')]);
  });

  it('names what came loose, and what mends it', async () => {
    const [cwd, root] = await installed();
    put(
      root,
      'etc/passwd',
      'agent-coder:x:4002:4002::/home/agent-coder:/bin/bash\nagent-old:x:4003:4003::/home/agent-old:/bin/bash\n',
    );
    put(root, 'etc/group', 'agents:x:4000:agent-coder,agent-old\n');
    mkdirSync(join(root, 'home/agent-coder'), { recursive: true });
    put(root, 'etc/agent-host/homes/coder/.mcp.json', '{}\n');
    const done = await host(['check', '--root', root], cwd);
    expect([done.code, codesIn(done).toSorted()]).toEqual([
      1,
      ['edited-output', 'foreign-account', 'open-audit', 'open-home'],
    ]);
    expect(done.stdout).toContain('canonry host install forge --root');
  });

  it('looks whether the audit trail can only grow', async () => {
    const [cwd, root] = await installed();
    put(root, 'etc/passwd', 'agent-coder:x:4002:4002::/home/agent-coder:/bin/bash\n');
    put(root, 'var/log/agent-coder/audit.jsonl', '', 0o640);
    const withAttribute = await host(['check', '--root', root], cwd, recordedPrograms(APPEND_ONLY));
    const without = await host(['check', '--root', root], cwd);
    const isOfRoot = process.getuid?.() === 0;
    expect([codesIn(withAttribute).includes('open-audit'), codesIn(without).includes('open-audit')]).toEqual([
      !isOfRoot,
      true,
    ]);
  });
});

describe('host remove', () => {
  it('locks all users, removes all files, and keeps homes and trails', async () => {
    const [cwd, root] = await installedWithUsers();
    const programs = recordedPrograms();
    const { code, stdout } = await host(['remove', 'forge', '--root', root], cwd, programs);
    expect([code, programs.commands.filter((command) => !command.startsWith('lsattr'))]).toEqual([
      0,
      [
        `usermod --root ${root} --lock --expiredate 1 agent-coder`,
        `usermod --root ${root} --lock --expiredate 1 agent-researcher`,
      ],
    ]);
    expect(readdirSync(join(root, 'etc')).toSorted()).toEqual(['group', 'passwd']);
    expect([read(root, 'home/agent-coder/work'), read(root, 'var/log/agent-coder/audit.jsonl')]).toEqual([
      'mine\n',
      'what happened\n',
    ]);
    expect(stdout).toContain('  systemctl stop agent-coder-task-loop.timer\n');
    expect(stdout).toContain('  systemctl stop user-4002.slice\n  pkill --signal KILL --uid 4002\n');
    expect(stdout).toContain('  systemctl stop agent-host-egress.service\n  nft delete table inet agent_host\n');
  });

  it('takes one account, and leaves the others and their rules', async () => {
    const [cwd, root] = await installedWithUsers();
    const { code, stdout } = await host(['remove', '--account', 'coder', '--root', root], cwd);
    expect([code, filesIn(root).filter((path) => path.startsWith('etc') && path.includes('coder'))]).toEqual([0, []]);
    expect(read(root, 'etc/sysusers.d/agent-host.conf')).toContain('agent-researcher');
    expect(stdout).toContain('  systemctl reload-or-restart agent-host-egress.service\n');
    expect(stdout).not.toContain('agent-researcher');
  });

  it('deletes homes only when asked', async () => {
    const [cwd, root] = await installedWithUsers();
    const programs = recordedPrograms();
    await host(['remove', '--account', 'coder', '--root', root, '--delete-home'], cwd, programs);
    expect(programs.commands).toContain(`rm -rf --one-file-system -- ${root}/home/agent-coder`);
  });

  it('deletes no homes of this machine through a link in the directory of another', async () => {
    const [cwd, root] = await installed();
    put(root, 'etc/passwd', USERS);
    const elsewhere = machineRoot();
    put(elsewhere, 'agent-coder/work', 'mine\n');
    symlinkSync(elsewhere, join(root, 'home'));
    const programs = recordedPrograms();
    const { code, stderr } = await host(['remove', 'forge', '--root', root, '--delete-home'], cwd, programs);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is a link')]);
    expect(programs.commands).toEqual([]);
    expect((await host(['remove', 'forge', '--root', root], cwd)).code).toBe(0);
  });

  it('takes an account that the file has no more', async () => {
    const [cwd, root] = await installedWithUsers();
    put(cwd, 'hosts/forge.toml', HOST.slice(0, HOST.indexOf('[agents.researcher]')));
    const programs = recordedPrograms();
    expect((await host(['remove', '--account', 'researcher', '--root', root], cwd, programs)).code).toBe(0);
    expect(programs.commands).toContain(`usermod --root ${root} --lock --expiredate 1 agent-researcher`);
    const stranger = await host(['remove', '--account', 'reseacher', '--root', machineRoot()], hostProject());
    expect([stranger.code, stranger.stderr]).toEqual([2, expect.stringContaining('did you mean researcher?')]);
  });

  it('kills nobody who only has the name of an agent', async () => {
    const [cwd, root] = await installedWithUsers();
    put(root, 'etc/passwd', 'agent-coder:x:0:0::/root:/bin/sh\n');
    const { stdout } = await host(['remove', 'forge', '--root', root], cwd);
    expect(stdout).not.toMatch(/pkill|user-0/);
  });

  it('is forgotten by check, and opened again by install', async () => {
    const [cwd, root] = await installedWithUsers();
    put(root, 'etc/shadow', 'agent-old:!*:1:::::1:\nagent-coder:!*:1:::::1:\n', 0o600);
    put(root, 'etc/passwd', `${USERS}agent-old:x:4009:4009::/home/agent-old:/bin/bash\n`);
    put(root, 'etc/group', 'agents:x:4000:agent-coder,agent-researcher,agent-old\n');
    const programs = recordedPrograms();
    const done = await host(['install', '--root', root], cwd, programs);
    expect(codesIn(done)).toEqual([]);
    expect(programs.commands).toContain(`usermod --root ${root} --expiredate  agent-coder`);
  });
});

describe('behind a run that was interrupted', () => {
  const JOURNAL = '.canonry/journal.json';

  /** Of a run that ended before it had written its only file. */
  function interrupt(root: string): void {
    const after = { kind: 'file', sha256: 'a'.repeat(64) };
    const rest = {
      newDirectories: [],
      oldDirectories: [],
      steps: [{ path: 'etc/nftables.d/agent-host.nft', existed: true, after }],
    };
    const directory = String(statSync(join(root, '.canonry')).ino);
    put(root, JOURNAL, JSON.stringify({ version: 1, run: 'b2bb19f7543b', directory, ...rest }));
  }

  it.each(['install', 'remove'])('%s brings it to an end first, unless it only shows', async (action) => {
    const [cwd, root] = await installedWithUsers();
    interrupt(root);
    const shown = await host([action, 'forge', '--root', root, '--dry-run'], cwd);
    expect([shown.code, codesIn(shown), existsSync(join(root, JOURNAL))]).toEqual([1, ['interrupted-run'], true]);
    const done = await host([action, 'forge', '--root', root], cwd);
    expect([done.code, codesIn(done), existsSync(join(root, JOURNAL))]).toEqual([0, [], false]);
  });
});

describe('host keys', () => {
  it.each([
    ['no account has one', HOST, ['keys'], 'no account of forge has ssh.enable; name one with --account'],
    ['the account is none', HOST, ['keys', '--account', 'codr'], 'forge has no account codr; did you mean coder?'],
    ['the machine is another', WITH_SECRETS, ['keys', '--root', 'x'], 'keys takes no --root'],
  ])('makes none where %s', async (_, text, args, problem) => {
    const { code, stderr } = await host(args, hostProject(text));
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });

  it('prints how other stores take them', async () => {
    const { code, stdout } = await host(['keys'], hostProject(`secrets.source = "sops"\n${WITH_SECRETS}`));
    expect([code, stdout]).toEqual([0, expect.stringContaining('--filename-override agent-coder-ssh-passphrase')]);
  });
});
