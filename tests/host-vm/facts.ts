import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPOSITORY } from '../cli/installation.js';
import { baseRoot } from '../host/lab/root.js';
import { bootInQemu } from './machine.js';

const INPUT = fileURLToPath(new URL('input', import.meta.url));
const QUESTIONS = fileURLToPath(new URL('questions.sh', import.meta.url));
const COMMAND = join(REPOSITORY, 'packages/cli/bin/canonry.js');
const UNIT = `[Unit]
After=timers.target network.target agent-host-egress.service
[Service]
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
ExecStart=/usr/local/lib/questions
ExecStopPost=/bin/systemctl --no-block poweroff
`;

/** What a machine with all control groups says of itself, once it was booted with what is rendered for it. */
export function factsOfBootedMachine(): ReadonlyMap<string, string> {
  const work = mkdtempSync(join(tmpdir(), 'canonry-vm-'));
  try {
    const root = join(work, 'root');
    execFileSync('cp', ['-a', baseRoot(), root]);
    addTree(root, work);
    addQuestions(root);
    const said = bootInQemu(root, work);
    const facts = new Map([...said.matchAll(/^FACT (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
    if (!facts.has('end')) throw new Error(`the machine ended before its last question:\n${said}`);
    return facts;
  } finally {
    rmSync(work, { recursive: true });
  }
}

function addTree(root: string, work: string): void {
  const source = join(work, 'source');
  cpSync(INPUT, source, { recursive: true });
  const tree = join(work, 'tree');
  const render = ['render', '-t', 'host', '--host', 'lab', '--out', tree];
  execFileSync(process.execPath, [COMMAND, ...render], { cwd: source, stdio: 'pipe' });
  const archive = execFileSync('tar', ['-C', tree, '--owner=0', '--group=0', '-c', '.']);
  execFileSync('tar', ['-C', root, '-x', '--no-overwrite-dir'], { input: archive });
}

function addQuestions(root: string): void {
  const units = join(root, 'etc/systemd/system');
  const place = join(root, 'usr/local/lib');
  mkdirSync(place, { recursive: true });
  copyFileSync(QUESTIONS, join(place, 'questions'));
  chmodSync(join(place, 'questions'), 0o755);
  writeFileSync(join(place, 'agent-work'), '#!/bin/sh\nexec bash "$HOME/work"\n');
  chmodSync(join(place, 'agent-work'), 0o755);
  writeFileSync(join(units, 'questions.service'), UNIT);
  symlinkSync('../questions.service', join(units, 'multi-user.target.wants/questions.service'));
}
