import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../agent.js';
import { parseAgent } from '../parse-agent.js';
import { splitCommandLine } from './command-line.js';
import { decideLine } from './decide-line.js';

const forge = load('chiron-forge');
const chiron = load('chiron');
const home = '/home/someone';

describe('what chiron-forge may run', () => {
  it.each([
    ['ls -la', 'allow'],
    ['git push --force origin main', 'deny'],
    ['git push origin main', 'ask'],
    ['git push origin main --force', 'ask'],
    ['git "push" \'--force\' origin', 'deny'],
    ['git   push   --force', 'deny'],
    ["git push $'--force'", 'deny'],
    ['rm -rf /', 'ask'],
    ['ls && rm -rf x', 'ask'],
    ['ls | (cd x; rm -rf y)', 'ask'],
    ['echo $(git push -f x)', 'deny'],
    ['echo `git push -f x`', 'deny'],
    ['diff <(git push -f x) y', 'deny'],
    ['f() { git push -f; }; f', 'deny'],
    ['FOO=1 git push --force', 'deny'],
    ['git push $FLAGS', 'deny'],
    ['git $X', 'deny'],
    ['ls $X', 'allow'],
    ['cat <<EOF\n$(git push -f)\nEOF', 'deny'],
    ['echo x > src/a.ts', 'allow'],
    ['echo x > /run/agenix/key', 'deny'],
    ['echo x > /etc/hosts', 'ask'],
    ['echo x > ~/p/notes.md', 'allow'],
    ['echo x > ~/notes.md', 'ask'],
    ['# nothing', 'allow'],
  ])('%j: %s', (line, decision) => {
    expect(decideLine(forge, line, splitCommandLine, { home }).decision).toBe(decision);
  });

  it.each(['$X --force', '"$X" --force', "echo 'no end", 'ls )', 'if', 'ls &&'])('%j is never allowed', (line) => {
    expect(decideLine(forge, line, splitCommandLine).decision).not.toBe('allow');
  });
});

describe('what chiron may run', () => {
  it.each([
    ['git status', 'allow'],
    ['git status && git diff --output=x', 'ask'],
    ['echo hi', 'allow'],
    ['echo x > src/a.ts', 'deny'],
    ['echo x >> src/a.ts', 'deny'],
    ['echo x 2>&1', 'allow'],
    ['echo x > /dev/null', 'allow'],
    ['echo $TOKEN', 'ask'],
    ['cat /etc/passwd', 'ask'],
    ['cat ../x', 'ask'],
    ['X=1', 'ask'],
  ])('%j: %s', (line, decision) => {
    expect(decideLine(chiron, line, splitCommandLine, { home }).decision).toBe(decision);
  });
});

function load(name: string): Agent {
  const file = `agents/${name}/agent.toml`;
  const toml = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
  const { agent } = parseAgent({ file, directory: name, toml, prompt: 'x' });
  if (agent === undefined) throw new Error(`${name} has errors`);
  return agent;
}
