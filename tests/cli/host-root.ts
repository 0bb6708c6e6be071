import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Io, Programs } from '../../packages/cli/src/io.js';
import { agentFiles, project } from './project.js';

/** Two agents, and a machine on which each has an account. */
export const HOST = `[agents.coder]
full_name = "Coder"
email = "coder@example.org"
uid = 4002
task_loop.exec = ["/usr/bin/loop"]
[agents.researcher]
full_name = "Researcher"
email = "researcher@example.org"
uid = 4001
task_loop.exec = ["/usr/bin/loop"]
`;

export function hostProject(host = HOST, more: Readonly<Record<string, string>> = {}): string {
  return project({ ...agentFiles('coder'), ...agentFiles('researcher'), 'hosts/forge.toml': host, ...more });
}

const PROGRAMS = ['systemctl', 'systemd-sysusers', 'systemd-tmpfiles', 'nft', 'logrotate', 'chattr', 'git'];
const PASSWD = 'root:x:0:0:root:/root:/bin/sh\n';
const GROUP = 'root:x:0:\n';

/** The / of a machine that has everything that is needed, and these files. */
export function machineRoot(files: Readonly<Record<string, string>> = {}, without: readonly string[] = []): string {
  const root = project();
  const programs = [...PROGRAMS, 'loop'].filter((name) => !without.includes(name));
  const all = {
    ...Object.fromEntries(programs.map((name) => [`usr/bin/${name}`, ''])),
    'etc/passwd': PASSWD,
    'etc/group': GROUP,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) put(root, path, text);
  return root;
}

export function put(root: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

interface Recorded extends Programs {
  readonly commands: string[];
}

/** Programs that do nothing but remember how they were called, and answer with these. */
export function recordedPrograms(
  answers: Readonly<Record<string, Partial<ReturnType<Io['programs']['run']>>>> = {},
): Recorded {
  const commands: string[] = [];
  return {
    commands,
    run: (command) => {
      commands.push(command.join(' '));
      return { code: 0, stdout: '', stderr: '', ...answers[command[0] ?? ''] };
    },
  };
}
