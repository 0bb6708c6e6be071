import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../cli/installation.js';
import { project } from '../cli/project.js';
import { PACKAGES } from './pack.js';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly repository?: object;
}

/** What a release is made of, in a repository of its own. */
function copy(): string {
  const cwd = project({});
  for (const path of ['package.json', '.changeset/config.json', 'scripts/name-repository.mjs'])
    cpSync(join(REPOSITORY, path), join(cwd, path));
  for (const name of PACKAGES) {
    mkdirSync(join(cwd, 'packages', name), { recursive: true });
    cpSync(join(REPOSITORY, 'packages', name, 'package.json'), join(cwd, 'packages', name, 'package.json'));
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(cwd, 'node_modules'));
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args]);
  git('init', '-q', '-b', 'main');
  git('add', 'package.json', 'packages', '.changeset');
  git('commit', '-qm', 'first');
  return cwd;
}

function manifests(cwd: string): readonly Manifest[] {
  return PACKAGES.map((name): Manifest =>
    JSON.parse(readFileSync(join(cwd, 'packages', name, 'package.json'), 'utf8')),
  );
}

describe('a release', () => {
  it('gives all packages one version, and pins them to each other', () => {
    const cwd = copy();
    writeFileSync(join(cwd, '.changeset/fix.md'), "---\n'@canonry/target-pi': minor\n---\n\nSomething new.\n");
    execFileSync(process.execPath, [join(REPOSITORY, 'node_modules/@changesets/cli/bin.js'), 'version'], { cwd });
    const [before] = manifests(REPOSITORY);
    const all = manifests(cwd);
    const versions = new Set(all.map(({ version }) => version));
    expect([versions.size, versions.has(before?.version ?? '')]).toEqual([1, false]);
    const pinned = all.flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) => name.startsWith('@canonry/')),
    );
    expect(pinned.length).toBeGreaterThan(5);
    expect(new Set(pinned.map(([, range]) => range))).toEqual(versions);
  });

  it('names the repository that it is built in', () => {
    const cwd = copy();
    const script = join(cwd, 'scripts/name-repository.mjs');
    execFileSync(process.execPath, [script, 'https://forge.example/team/canonry'], { cwd });
    expect(manifests(cwd).map(({ repository }) => repository)).toEqual(
      PACKAGES.map((name) => ({
        type: 'git',
        url: 'git+https://forge.example/team/canonry.git',
        directory: `packages/${name}`,
      })),
    );
    expect(() => execFileSync(process.execPath, [script, 'team/canonry'], { cwd, stdio: 'pipe' })).toThrow('usage');
  });
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const WORKFLOWS = join(REPOSITORY, '.github/workflows');

describe.each(readdirSync(WORKFLOWS))('the workflow %s', (name) => {
  const workflow: Workflow = parse(readFileSync(join(WORKFLOWS, name), 'utf8'));

  it('takes actions of others only at a commit', () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^(?:\.\/|[\w-]+\/[\w./-]+@[\da-f]{40}$)/);
  });

  it('puts nothing that others may write into a shell', () => {
    const scripts = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  it('may only read, but for what a job says', () => {
    expect(Object.values(workflow.permissions).filter((right) => right !== 'read')).toEqual([]);
  });
});

it('a machine is booted for whatever a host is made of', () => {
  const { on }: { readonly on: Readonly<Record<string, { readonly paths: readonly string[] }>> } = parse(
    readFileSync(join(WORKFLOWS, 'host.yml'), 'utf8'),
  );
  const { paths } = on['push'] ?? { paths: [] };
  expect(on['pull_request']?.paths).toEqual(paths);
  for (const path of paths) expect([path, existsSync(join(REPOSITORY, path.replace('/**', '')))]).toEqual([path, true]);
  const parts = readdirSync(join(REPOSITORY, 'packages'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(?:nix|target-home|target-systemd|\w+\/src\/host)$/.test(path),
  );
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(paths).toContain(`packages/${part}/**`);
});

it('is published with provenance, and by no token that is kept', () => {
  const text = readFileSync(join(WORKFLOWS, 'release.yml'), 'utf8');
  const { jobs }: Workflow = parse(text);
  expect(jobs['publish']?.permissions).toEqual({ contents: 'write', 'id-token': 'write' });
  expect(jobs['publish']?.steps.find(({ run }) => run === 'npx changeset publish')?.env).toEqual({
    NPM_CONFIG_PROVENANCE: 'true',
  });
  expect(text).not.toMatch(/secrets\./);
});
