import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BIN, canonry } from '../cli/canonry.js';
import { agentFiles } from '../cli/project.js';
import { expectSoundShell } from './nix/shell.js';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'canonry-completion-'));
const CWD = join(DIRECTORY, 'project');
const FILES = { ...agentFiles('alpha'), ...agentFiles('beta'), 'hosts/forge.toml': '', 'a file.toml': '' };
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(CWD, path)), { recursive: true });
  writeFileSync(join(CWD, path), text);
}
afterAll(() => rmSync(DIRECTORY, { recursive: true }));

const script = (shell: string): string => canonry(['completion', shell], { cwd: CWD }).stdout;

/** A shell with its script, in a project, with canonry on the PATH and nothing of a person. */
function inShell(program: string, args: readonly string[]): string {
  const bin = join(DIRECTORY, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'canonry'), `#!/bin/sh\nexec ${process.execPath} ${BIN} "$@"\n`);
  chmodSync(join(bin, 'canonry'), 0o755);
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: DIRECTORY, TERM: 'xterm', LC_ALL: 'C.UTF-8' };
  const { stdout, stderr, error } = spawnSync(program, args, { cwd: CWD, env, encoding: 'utf8', timeout: 60_000 });
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  return stdout;
}

function saved(name: string, text: string): string {
  const file = join(DIRECTORY, name);
  writeFileSync(file, text);
  return file;
}

/** Command lines up to where somebody presses Tab, and what is offered there. */
const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['canonry ren', ['render']],
  ['canonry compl', ['completion']],
  ['canonry help sch', ['schema']],
  ['canonry explain ', ['alpha', 'beta']],
  ['canonry explain al', ['alpha']],
  ['canonry explain -t pi alpha websea', ['websearch']],
  ['canonry explain render websea', ['websearch']],
  ['canonry render --target ', ['claude-code', 'host', 'opencode', 'pi']],
  ['canonry render -t cl', ['claude-code']],
  ['canonry render --parts w', ['whole']],
  ['canonry render --host ', ['forge']],
  ['canonry render --dry', ['--dry-run']],
  ['canonry check --json --format s', ['sarif']],
  ['canonry host ins', ['install']],
  ['canonry host install ', ['forge']],
  ['canonry host keys --account be', ['beta']],
  ['canonry import --out team op', ['opencode']],
  ['canonry new x', []],
];

describe('bash', () => {
  // As bash calls it when somebody presses Tab: words, and which of them the cursor is in.
  const PRESS = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _canonry 2>&1
if ((\${#COMPREPLY[@]} > 0)); then printf '%s\\n' "\${COMPREPLY[@]}"; fi`;
  const press = (words: readonly string[]): readonly string[] =>
    linesOf(inShell('bash', ['--norc', '-c', PRESS, 'bash', saved('bash', script('bash')), ...words]));

  it.each(LINES)('completes %j', (line, offered) => expect(press(line.split(' '))).toEqual(offered));

  it('takes --flag=value for three words', () => {
    expect(press(['canonry', 'render', '--target', '=', 'p'])).toEqual(['pi']);
    expect(press(['canonry', 'render', '--parts', '='])).toEqual(['shared', 'whole']);
    expect(press(['canonry', 'explain', '--target', '=', 'pi', 'be'])).toEqual(['beta']);
  });

  it('offers files, also those with blanks, and directories', () => {
    expect(press(['canonry', 'list', '--config', 'a'])).toEqual(['a file.toml', 'agents']);
    expect(press(['canonry', 'list', '--agents', 'a'])).toEqual(['agents']);
  });

  it('is told when it loads the script', () => {
    const told = inShell('bash', ['--norc', '-c', 'eval "$(canonry completion bash)"; complete -p canonry']);
    expect(told).toBe('complete -F _canonry canonry\n');
  });

  it('and shellcheck find nothing wrong with the script', () => expectSoundShell(script('bash')));
});

describe('fish', () => {
  it.each(LINES)('completes %j', (line, offered) => expect(pressInFish(line)).toEqual(offered));

  it('offers files and directories', () => {
    expect(pressInFish('canonry list --config a')).toEqual(['a file.toml', 'agents/']);
    expect(pressInFish('canonry list --agents a')).toEqual(['agents/']);
  });
});

describe('zsh', () => {
  // Only a shell with a terminal completes anything: one inside of the other, told what to type, Tab, and a key that shows the line.
  const PRESS = `
zmodload zsh/zpty
zpty shell 'zsh -f -i'
zpty -w shell "PS1= RPS1=; stty -echo; autoload -Uz compinit; compinit -u -D; source \${(q)1}"
zpty -w shell 'show() { print -r -- "LINE<$BUFFER>" }; zle -N show; bindkey "^X" show; LISTMAX=1000; print READY''NOW'
zpty -r shell out '*READYNOW*'
zpty -w -n shell "$2"$'\\t'
zpty -w -n shell $'\\C-x'
zpty -r shell out '*LINE<*>*'
print -r -- "$out"
zpty -d shell
`;
  const press = (line: string): string =>
    inShell('zsh', ['-f', saved('press.zsh', PRESS), saved('_canonry', script('zsh')), line]);

  it.each(LINES)('completes %j', (line, offered) => {
    const shown = press(line);
    const [, typed = ''] = /LINE<(.*)>/.exec(shown) ?? [];
    const begun = line.slice(0, line.lastIndexOf(' ') + 1);
    const [only] = offered;
    if (offered.length === 1 && only !== undefined) expect(typed.trimEnd()).toBe(`${begun}${only}`);
    else expect(typed).toBe(line);
    if (offered.length > 1) for (const word of offered) expect(shown.replace(/LINE<.*/, '')).toContain(word);
  });

  it('finds the script on its fpath, too', () => {
    const called = 'fpath=("$1" $fpath); autoload -Uz compinit; compinit -u -D; print -r -- $_comps[canonry]';
    saved('_canonry', script('zsh'));
    expect(inShell('zsh', ['-f', '-c', called, 'zsh', DIRECTORY])).toBe('_canonry\n');
  });
});

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}

function pressInFish(line: string): readonly string[] {
  const file = saved('fish', script('fish'));
  const told = inShell('fish', ['--no-config', '-c', `source ${file}; complete -C ${JSON.stringify(line)}`]);
  return linesOf(told).map((one) => one.split('\t')[0] ?? '');
}
