import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { printGitConfig } from './git-config.js';

const directory = mkdtempSync(join(tmpdir(), 'canonry-git-'));
afterAll(() => rmSync(directory, { recursive: true }));

it.each([
  'Research Agent',
  '',
  ' blanks at the ends ',
  'with # and ; and = and [x]',
  'quotes " and \\ and \\n and \'',
  'ends with \\',
  'two\nlines\tand a tab\b',
  'Zoë 中文 🙂',
  '"]\n[core]\n\tsshCommand = touch /x',
])('git reads what was meant: %j', (value) => {
  const file = join(directory, 'config');
  const sections = [
    { name: 'user', values: [['name', value]] as const },
    { name: 'gpg "ssh"', values: [['allowedSignersFile', value]] as const },
  ];
  writeFileSync(file, printGitConfig(sections));
  const listed = execFileSync('git', ['config', '-f', file, '--list', '-z'], { encoding: 'utf8' });
  expect(listed).toBe(`user.name\n${value}\0gpg.ssh.allowedsignersfile\n${value}\0`);
});
