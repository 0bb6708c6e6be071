import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../cli/installation.js';
import { flakeValue, nix, STUB_INPUT } from './nix.js';

/** Every Nix file of the repository. */
const FILES = ['.', 'packages/nix', 'tests/nix', 'examples']
  .flatMap((directory) =>
    readdirSync(join(REPOSITORY, directory), { recursive: directory !== '.', encoding: 'utf8' }).map((name) =>
      join(directory, name),
    ),
  )
  .filter((path) => path.endsWith('.nix') && !path.includes('node_modules'));

const words = (text: string): readonly string[] => text.split(' ');

function names(attribute: string): unknown {
  const args = ['eval', '--json', `.#${attribute}`, ...STUB_INPUT, '--apply', 'builtins.attrNames'];
  return JSON.parse(nix('nix', args).stdout);
}

describe('the Nix files', () => {
  it('are there', () => expect(FILES.length).toBeGreaterThan(10));

  it.each(FILES)('%s parses', (path) => {
    expect(nix('nix-instantiate', ['--parse', path])).toMatchObject({ code: 0 });
  });

  it.each(FILES)('%s is laid out plainly', (path) => {
    const text = readFileSync(join(REPOSITORY, path), 'utf8');
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    expect(text).not.toMatch(/\t| \n/);
  });
});

describe('docs/nix.md', () => {
  const text = readFileSync(join(REPOSITORY, 'docs/nix.md'), 'utf8');
  const blocks = [...text.matchAll(/```nix\n([^]*?)```/g)].map(([, block = '']) => block);

  it.each(blocks)('shows what parses: %s', (block) => {
    expect(nix('nix-instantiate', ['--parse', '-'], `{ canonry, inputs, pkgs, self }: ${block}`)).toMatchObject({
      code: 0,
    });
  });

  it('names what there is, with links that lead somewhere', () => {
    expect(blocks.length).toBeGreaterThan(4);
    for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)\)/g))
      expect([path, existsSync(join(REPOSITORY, 'docs', path))]).toEqual([path, true]);
  });
});

describe('the flake', () => {
  it('is sound, without a network', () => {
    const { code, stderr } = nix('nix', ['flake', 'check', '--no-build', ...STUB_INPUT]);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  });

  it('gives everything that is promised', () => {
    expect(names('lib')).toEqual(
      words(
        'agents agentsJson coding-rules loadAgents mkAgentsJson mkCodingRules mkOpencodeRules mkOpencodeSkills mkSkills opencode-rules',
      ),
    );
    expect(names('lib.agents')).toEqual(
      words(
        'checkDrift loadAgentsFrom loadCanonical mkAgentsJsonFrom renderForClaudeCode renderForOpencode renderForPi renderForTool shellHookForTool',
      ),
    );
    const systems = ['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux'];
    for (const output of ['packages', 'devShells', 'checks', 'formatter']) expect(names(output)).toEqual(systems);
    expect(names('nixosModules')).toEqual(['agent-host', 'default']);
    expect(names('homeModules')).toEqual(['agent-home']);
    expect(names('checks.x86_64-linux')).toEqual(['devshell', 'os-agents']);
    expect(names('checks.aarch64-darwin')).toEqual(['devshell']);
  });

  it('loads the six agents of this repository', () => {
    const six = ['apollo', 'athena', 'calliope', 'chiron', 'chiron-forge', 'hermes'];
    expect(flakeValue('lib.loadAgents')).toMatchObject(Object.fromEntries(six.map((name) => [name, { name }])));
  });
});
