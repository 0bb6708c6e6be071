import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finished } from './canonry.js';
import { onTerminal } from './in-process.js';
import { agentFiles, filesIn, project, read } from './project.js';
import { testEntries } from './test-entries.js';

const canonry = (cwd: string, ...args: string[]): Promise<Finished> =>
  onTerminal(args, { cwd, targets: testEntries, env: { HOME: join(cwd, 'home') } });

const MANIFEST = '.canonry/manifest.json';

interface ManifestText {
  readonly files: Record<string, unknown>;
  readonly directories: string[];
}

/** A rendered project whose record somebody has changed. */
async function withClaim(claim: (manifest: ManifestText, cwd: string) => void): Promise<string> {
  const cwd = project({ ...agentFiles('ada'), 'canonry.toml': '[targets.beta]\n', 'notes.md': 'mine\n' });
  await canonry(cwd, 'render');
  const manifest: ManifestText = JSON.parse(read(cwd, MANIFEST));
  claim(manifest, cwd);
  writeFileSync(join(cwd, MANIFEST), JSON.stringify(manifest));
  return cwd;
}

function asFile(text: string, targets: readonly string[]): unknown {
  return { kind: 'file', executable: false, sha256: createHash('sha256').update(text).digest('hex'), targets };
}

describe('a manifest that claims what canonry cannot have written', () => {
  it.each([
    // Of a target that is enabled, of one that is not, and of one that this version cannot render.
    ['notes.md', 'beta', 'it says that "beta" wrote "notes.md", which it never does'],
    ['.alpha.md', 'alpha', 'it says that "alpha" wrote ".alpha.md", which it never does'],
    ['notes.md', 'gamma', 'it says that "gamma" wrote "notes.md", which it never does'],
    ['agents/ada/agent.toml', 'delta', 'it names "agents/ada/agent.toml", which canonry reads and never writes'],
    ['agents/ada/agent.toml', 'beta', 'it names "agents/ada/agent.toml", which canonry reads and never writes'],
    ['canonry.toml', 'beta', 'it names "canonry.toml", which canonry reads and never writes'],
  ])('%s of %s is not followed: nothing is deleted', async (path, target, reason) => {
    const cwd = await withClaim((manifest, root) => {
      if (!filesIn(root).includes(path)) writeFileSync(join(root, path), 'mine\n');
      manifest.files[path] = asFile(read(root, path), [target]);
    });
    const before = filesIn(cwd);
    for (const args of [['render'], ['render', '--force'], ['check'], ['clean'], ['clean', '--force']]) {
      const { code, stderr } = await canonry(cwd, ...args);
      expect([args, code, stderr.split('\n')[0]]).toEqual([
        args,
        1,
        `error[invalid-manifest]: .canonry/manifest.json cannot be used: ${reason}`,
      ]);
    }
    expect(filesIn(cwd)).toEqual(before);
  });

  it('of a target that nobody knows is left alone and told: nothing is deleted', async () => {
    const cwd = await withClaim(({ files, directories }) => {
      files['notes.md'] = asFile('mine\n', ['delta']);
      files['src/notes.md'] = asFile('mine\n', ['delta']);
      directories.push('src');
    });
    const told = 'warning[unknown-owner]: delta wrote 2 outputs here, first "notes.md", and is not known any more';
    for (const args of [['render'], ['render', '--force'], ['check'], ['clean'], ['clean', '--force']]) {
      const { code, stderr } = await canonry(cwd, ...args);
      expect([args, code, stderr]).toEqual([args, args[0] === 'clean' ? 1 : 0, expect.stringContaining(told)]);
      expect(read(cwd, 'notes.md')).toBe('mine\n');
    }
    expect((await canonry(cwd, 'render', '--strict')).code).toBe(1);
    expect(Object.keys(JSON.parse(read(cwd, MANIFEST)).files)).toEqual(['notes.md', 'src/notes.md']);
  });

  it('may not name directories that no target makes, and may name those that one makes', async () => {
    const cwd = await withClaim(({ directories }, root) => {
      mkdirSync(join(root, 'src'));
      directories.push('src');
    });
    const { code, stderr } = await canonry(cwd, 'render');
    expect([code, stderr]).toEqual([1, expect.stringContaining('it names the directory "src", which no target makes')]);
    const fine = await withClaim(({ directories }, root) => {
      mkdirSync(join(root, '.alpha/agents'), { recursive: true });
      directories.push('.alpha', '.alpha/agents', '.claude');
    });
    expect((await canonry(fine, 'render')).code).toBe(0);
  });

  it('is held against the paths that targets own by a clean of any directory too', async () => {
    const cwd = await withClaim(({ files }) => {
      files['notes.md'] = asFile('mine\n', ['beta']);
    });
    expect((await canonry(cwd, 'clean', '--out', '.')).code).toBe(1);
    expect(read(cwd, 'notes.md')).toBe('mine\n');
  });
});
