import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonEntry, RenderedTarget } from '@canonry/core';
import { codesOf, makeProject, type Project } from './project.js';
import { renderAll, rosterOf } from './test-targets.js';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.dispose());

const two = renderAll(rosterOf({ ada: 'Think.\n', bob: 'Build.\n' }));

async function loseTheRecord(rendered: readonly RenderedTarget[]): Promise<void> {
  expect((await project.render(rendered)).exitCode).toBe(0);
  project.remove('.canonry');
}

async function expectCleanGivesBack(original: Readonly<Record<string, string>>): Promise<void> {
  expect((await project.clean()).exitCode).toBe(0);
  expect(project.tree()).toEqual(original);
  expect(project.ownTree()).toEqual({});
}

describe('without its manifest', () => {
  it('everything in a project of nothing else is ours again, and clean leaves nothing', async () => {
    await loseTheRecord(two);
    expect((await project.render(two)).exitCode).toBe(0);
    await expectCleanGivesBack({});
  });

  it('our part of files that people wrote is ours again, and clean leaves what they wrote', async () => {
    const files = {
      '.claude/settings.json':
        '{\n  // mine\n  "model": "opus",\n  "permissions": { "deny": ["Bash(curl *)"] }, // keep\n}\n',
      'opencode.json': '{\r\n\t"$schema": "https://opencode.ai/config.json",\r\n\t"model": "a/b"\r\n}',
      'AGENTS.md': '# Mine\n\nNo newline at the end',
      '.gitignore': 'dist\r\n\r\n',
    };
    for (const [path, text] of Object.entries(files)) project.write(path, text);
    const original = project.tree();
    await loseTheRecord(two);
    const rendered = project.tree();
    expect((await project.render(two)).exitCode).toBe(0);
    expect(project.tree()).toEqual(rendered);
    await expectCleanGivesBack(original);
  });

  it('is told, with what is taken for ours, by check and by the render that writes it anew', async () => {
    project.write('.claude/settings.json', '{ "permissions": { "deny": ["Bash(curl *)"] } }\n');
    await loseTheRecord(two);
    const message =
      'as rendered but not on record, so taken for what canonry wrote: /env/CANONRY_AGENTS, ' +
      '1 of the items of /permissions/deny and 1 of the items of /hooks/PreToolUse in ".claude/settings.json", ".alpha/agents/ada.md", ".alpha/agents/bob.md", ' +
      '".alpha/bin/ada", ".alpha/bin/bob", ".alpha/links/ada", ".alpha/links/bob", ".beta/agents/ada/agent.md", ' +
      '".beta/agents/bob/agent.md", ".gitignore", ".shared/rules.md", "AGENTS.md" and "opencode.json"';
    for (const outcome of [await project.check(two), await project.render(two)]) {
      expect(outcome.exitCode).toBe(0);
      expect(outcome.diagnostics).toMatchObject([{ code: 'adopted', severity: 'info', message }]);
    }
    expect(codesOf(await project.check(two))).toEqual([]);
  });

  it('what nobody can tell from a person’s own stays theirs, and is told', async () => {
    await loseTheRecord(two);
    const text = project.read('.claude/settings.json').replace('"Bash(rm *)"', '"Bash(rm *)", "Bash(dd *)"');
    project.write('.claude/settings.json', text);
    const outcome = await project.render(two);
    expect(outcome.exitCode).toBe(0);
    expect(codesOf(outcome)).toEqual(['adopted', 'not-adopted']);
    expect(outcome.diagnostics[1]?.message).toContain('"Bash(rm *)"');
    await project.clean();
    expect(JSON.parse(project.read('.claude/settings.json'))).toEqual({
      permissions: { deny: ['Bash(rm *)', 'Bash(dd *)'] },
    });
  });

  it('a target that is rendered alone first leaves the others to be taken for ours later', async () => {
    for (const path of ['alpha.json', 'beta.json']) project.write(path, '{ "mine": 1 }\n');
    const original = project.tree();
    const both = [listing('alpha', ['a.md']), listing('beta', ['b.md'])];
    await loseTheRecord(both);
    await project.render(both.slice(0, 1), { only: ['alpha'] });
    await project.render(both.slice(1), { only: ['beta'] });
    await expectCleanGivesBack(original);
  });
});

describe('a first run', () => {
  it.each<[string, string, readonly JsonEntry[]]>([
    ['item', '{ "deny": ["Bash(rm *)"] }\n', [{ kind: 'items', keys: ['deny'], items: ['Bash(rm *)'] }]],
    ['value of which we have the default', '{ "a": 1, "b": 2 }\n', [{ kind: 'default', keys: ['b'], value: 2 }]],
  ])('takes no %s of a person for ours, though it is the same', async (_, text, entries) => {
    project.write('opencode.json', text);
    const keys = { kind: 'json-keys', path: 'opencode.json', entries } as const;
    const outputs = [...listing('alpha', ['a.md']).outputs, keys];
    const rendered = [{ target: 'alpha', owns: ['alpha.json', 'opencode.json', 'a.md'], outputs }];
    expect(codesOf(await project.render(rendered))).toEqual([]);
    await project.clean();
    expect(project.read('opencode.json')).toBe(text);
  });
});

/** A target with files and a list of them in a shared one. */
function listing(target: string, paths: readonly string[]): RenderedTarget {
  const bytes = new TextEncoder().encode('ours\n');
  return {
    target,
    owns: [`${target}.json`, ...paths],
    outputs: [
      ...paths.map((path) => ({ kind: 'file', path, bytes, executable: false }) as const),
      {
        kind: 'json-keys',
        path: `${target}.json`,
        entries: [
          { kind: 'default', keys: ['$schema'], value: 'https://opencode.ai/config.json' },
          { kind: 'items', keys: ['instructions'], items: paths },
        ],
      },
    ],
  };
}
