import type { RenderedTarget } from '@canonry/core';
import { chmodSync, chownSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesOf, makeProject, pathsOf, type Project } from './project.js';
import { file, renderAll, rosterOf } from './test-targets.js';

const SETTINGS = `// Mine.
{
  "model": "opus", // the good one
  "permissions": {
    /* never again */
    "deny": [
      "Bash(curl *)", // data leaks
      "Read(.env)"
    ],
    "allow": ["Bash(ls *)"]
  },
  "hooks": { "PreToolUse": [ { "matcher": "Edit", "hooks": [] } ] },
  "env": {}
}
`;

const OPENCODE = '{\r\n\t"$schema": "https://opencode.ai/config.json",\r\n\t// my model\r\n\t"model": "a/b",\r\n}';

const AGENTS = `# House rules

Speak plainly.

\`\`\`markdown
<!-- canonry:begin; what is between these lines is generated, edit the source instead -->
an example of how it looks
<!-- canonry:end -->
\`\`\`

No newline at the end`;

const USER_FILES = {
  '.claude/settings.json': SETTINGS,
  'opencode.json': OPENCODE,
  'AGENTS.md': AGENTS,
  '.gitignore': 'node_modules\r\ndist\r\n',
};

let project: Project;
beforeEach(() => {
  project = makeProject(USER_FILES);
});
afterEach(() => project.dispose());

function withSchema(value: string): readonly RenderedTarget[] {
  const entries = [{ kind: 'default', keys: ['$schema'], value }] as const;
  const outputs = ['opencode.json', 'new.json'].map((path) => ({ kind: 'json-keys', path, entries }) as const);
  return [{ target: 'alpha', owns: ['opencode.json', 'new.json'], outputs }];
}

describe('files shared with people', () => {
  it('are what they were after render, edit, render and clean', async () => {
    const original = project.tree();
    await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
    expect(JSON.parse(project.read('.claude/settings.json').replaceAll(/\/\/.*|\/\*.*\*\//g, ''))).toEqual({
      model: 'opus',
      permissions: { deny: ['Bash(curl *)', 'Read(.env)', 'Bash(rm *)'], allow: ['Bash(ls *)'] },
      hooks: {
        PreToolUse: [
          { matcher: 'Edit', hooks: [] },
          { matcher: 'Bash', hooks: [{ command: '.alpha/bin/guard' }] },
        ],
      },
      env: { CANONRY_AGENTS: '1' },
    });
    expect(project.read('.claude/settings.json')).toContain('"Bash(curl *)", // data leaks\n');
    expect(project.read('opencode.json')).not.toMatch(/[^\r]\n/);
    const changed = await project.render(renderAll(rosterOf({ bob: 'Build.\n', cy: 'See.\n' }, ['rm *', 'dd *'])));
    expect(codesOf(changed)).toEqual([]);
    const cleaned = await project.clean();
    expect(codesOf(cleaned)).toEqual([]);
    expect(project.tree()).toEqual(original);
    expect(project.ownTree()).toEqual({});
  });

  it('keep what people add between two runs', async () => {
    await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
    const edits: readonly [string, string, string][] = [
      ['.claude/settings.json', '"model": "opus",', '"model": "sonnet",'],
      ['opencode.json', '"model": "a/b",', '"model": "a/b", "theme": "dark",'],
      ['AGENTS.md', 'Speak plainly.', 'Speak up.'],
      ['.gitignore', 'dist', 'out'],
    ];
    for (const [path, from, to] of edits) project.write(path, project.read(path).replace(from, to));
    project.write('AGENTS.md', `${project.read('AGENTS.md')}Written below the block.\n`);
    expect((await project.render(renderAll(rosterOf({ bob: 'Build.\n' })))).exitCode).toBe(0);
    await project.clean();
    for (const [path, from, to] of edits.slice(0, 2))
      expect(project.read(path)).toBe(
        USER_FILES[path === 'opencode.json' ? path : '.claude/settings.json'].replace(from, to),
      );
    expect(project.read('AGENTS.md')).toBe(`${AGENTS.replace('plainly', 'up')}\nWritten below the block.\n`);
    expect(project.read('.gitignore')).toBe('node_modules\r\nout\r\n');
  });

  it('keep an entry that a person had before us, and the mode of the file', async () => {
    project.write('.claude/settings.json', '{ "permissions": { "deny": ["Bash(rm *)"] } }', 0o600);
    const original = project.tree();
    await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
    expect(project.tree()['.claude/settings.json']).toMatch(/^600 /);
    await project.clean();
    expect(project.tree()).toEqual(original);
  });

  it('are what they were though Git converted their line ends between', async () => {
    const texts = ['# Mine\n\nProse.\n', '# Mine\n\nno final newline'];
    for (const text of texts) {
      project.write('AGENTS.md', text);
      await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
      project.write('AGENTS.md', project.read('AGENTS.md').replaceAll('\n', '\r\n'));
      expect((await project.clean()).exitCode).toBe(0);
      expect(project.read('AGENTS.md')).toBe(text.replaceAll('\n', '\r\n'));
    }
  });

  it('may be without a single byte, and are so again', async () => {
    for (const path of ['opencode.json', '.claude/settings.json', 'AGENTS.md']) project.write(path, '');
    const original = project.tree();
    expect((await project.render(renderAll(rosterOf({ ada: 'Think.\n' })))).exitCode).toBe(0);
    expect(JSON.parse(project.read('opencode.json'))).toHaveProperty('agent.ada');
    expect((await project.render(renderAll(rosterOf({ bob: 'Build.\n' })))).exitCode).toBe(0);
    expect((await project.clean()).exitCode).toBe(0);
    expect(project.tree()).toEqual(original);
    expect(project.ownTree()).toEqual({});
  });

  it('keep a value that a person has where we only have a default', async () => {
    await project.render(withSchema('one'));
    expect(project.read('opencode.json')).toBe(OPENCODE);
    expect(project.read('new.json')).toBe('{\n  "$schema": "one"\n}\n');
    await project.render(withSchema('two'));
    expect(project.read('new.json')).toBe('{\n  "$schema": "two"\n}\n');
    project.write('new.json', '{ "$schema": "mine" }');
    expect(codesOf(await project.render(withSchema('three')))).toEqual([]);
    expect(project.read('new.json')).toBe('{ "$schema": "mine" }');
  });

  it('are refused if they cannot be understood, and nothing at all is written', async () => {
    const broken: readonly [string, string, RegExp][] = [
      ['.claude/settings.json', '{ "a": 1', /line 1, column 9: a closing } is missing/],
      ['.claude/settings.json', '{ "a" 1 }', /line 1, column 7: a colon is missing/],
      ['.claude/settings.json', '\n \n', /holds nothing but white space; write {} into it/],
      ['.claude/settings.json', '[]', /no JSON object/],
      ['.claude/settings.json', '{ "permissions": {}, "permissions": {} }', /stands there twice/],
      ['.claude/settings.json', '{ "permissions": "none" }', /is no object/],
      ['.claude/settings.json', '{ "permissions": { "deny": "none" } }', /is no array/],
      ['.claude/settings.json', '{ "a": "\u{FF}" }', /not UTF-8/],
      ['AGENTS.md', '<!-- canonry:end -->\nmine\n', /not one pair: canonry:end on line 1/],
      ['AGENTS.md', `${beginning}mine\n`, /not one pair: canonry:begin on line 1/],
      ['AGENTS.md', `${beginning}${beginning}<!-- canonry:end -->\n<!-- canonry:end -->\nmine\n`, /not one pair/],
      ['AGENTS.md', `${beginning}<!-- canonry:end -->\n${beginning}<!-- canonry:end -->\n`, /not one pair/],
      ['AGENTS.md', '```\nnever closed\n', /code fence is left open/],
    ];
    for (const [path, text, reason] of broken) {
      project.writeBytes(path, Buffer.from(text, 'latin1'));
      const before = project.tree();
      for (const force of [false, true]) {
        const outcome = await project.render(renderAll(rosterOf({ ada: 'Think.\n' })), { force });
        expect([path, text, outcome.exitCode, codesOf(outcome)]).toEqual([path, text, 1, ['refused-output']]);
        expect(outcome.diagnostics[0]?.message).toMatch(reason);
        expect(outcome.diagnostics[0]?.message).not.toMatch(/(\/permissions\/deny).*\1/);
        expect({ ...project.tree(), ...project.ownTree() }).toEqual(before);
      }
      project.write(path, path === 'AGENTS.md' ? AGENTS : SETTINGS);
    }
  });

  it('take a prompt that holds a marker only where it can be told from the marker', async () => {
    const refused = await project.render(agentsBlock('a\n<!-- canonry:end -->\nb\n'));
    expect(codesOf(refused)).toEqual(['refused-output']);
    expect(project.read('AGENTS.md')).toBe(AGENTS);
    expect((await project.render(agentsBlock('a\n```\n<!-- canonry:end -->\n```\nb\n'))).exitCode).toBe(0);
    expect((await project.check(agentsBlock('a\n```\n<!-- canonry:end -->\n```\nb\n'))).exitCode).toBe(0);
    await project.clean();
    expect(project.read('AGENTS.md')).toBe(AGENTS);
  });

  it('keep the block where a person moved it', async () => {
    await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
    const block = /# canonry:begin[^]*# canonry:end\r\n/.exec(project.read('.gitignore'))?.[0] ?? '';
    project.write('.gitignore', `${block}mine\r\n`);
    await project.render(
      [
        {
          target: 'alpha',
          owns: ['.gitignore'],
          outputs: [{ kind: 'block', path: '.gitignore', comment: 'hash', text: 'new\n' }],
        },
      ],
      { only: ['alpha'] },
    );
    expect(project.read('.gitignore')).toBe(`${block.replace('.alpha/local/', 'new')}mine\r\n`);
  });
});

describe('a run with more rights than a person', () => {
  it('leaves them the files that it edits, with the same mode under any umask', async () => {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(join(project.root, 'AGENTS.md'), 4242, 4243);
    chmodSync(join(project.root, 'AGENTS.md'), 0o640);
    const before = statSync(join(project.root, 'AGENTS.md'));
    const umask = process.umask(0o077);
    await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
    process.umask(umask);
    const { uid, gid, mode, size } = statSync(join(project.root, 'AGENTS.md'));
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: before.uid, gid: before.gid, mode: 0o640 });
    expect(size).toBeGreaterThan(before.size);
    expect(project.tree()['.alpha/bin/ada']).toMatch(/^755 /);
    expect(project.tree()['.alpha/bin']).toBe('directory 755');
  });
});

describe('what a person changed in our part', () => {
  it.each([
    ['opencode.json', '"description": "The agent ada"', '"description": "Mine"', /"?\/agent\/ada"? in "opencode.json"/],
    ['AGENTS.md', 'The agent ada', 'My agent', /the block in "AGENTS.md"/],
    ['.alpha/agents/ada.md', 'Think.', 'Think twice.', /"\.alpha\/agents\/ada\.md"/],
  ])('in %s is a conflict; --force keeps a copy', async (path, from, to, message) => {
    const next = renderAll(rosterOf({ ada: 'Think more.\n' }, ['dd *']));
    await project.render(renderAll(rosterOf({ ada: 'Think.\n' })));
    project.write(path, project.read(path).replace(from, to));
    // Another description makes every output of the agent differ.
    const before = { ...project.tree(), ...project.ownTree() };
    const rendered = path === 'AGENTS.md' ? renderAll(rosterOf({ ada: 'Think.\n', bob: 'Build.\n' })) : next;
    const refused = await project.render(rendered);
    expect(codesOf(refused)).toEqual(['edited-output']);
    expect(refused.diagnostics[0]?.message).toMatch(message);
    expect({ ...project.tree(), ...project.ownTree() }).toEqual(before);
    const edited = project.read(path);
    const forced = await project.render(rendered, { force: true });
    expect({ codes: codesOf(forced), exitCode: forced.exitCode }).toEqual({ codes: [], exitCode: 0 });
    expect(project.read(`.canonry/backup/${path}`)).toBe(edited);
    expect((await project.check(rendered)).exitCode).toBe(0);
  });

  it('is never overwritten among the copies either', async () => {
    const rendered = [{ target: 'alpha', owns: ['a.md'], outputs: [file('a.md', 'ours')] }];
    for (const text of ['one', 'two', 'three']) {
      project.write('a.md', text);
      expect(codesOf(await project.render(rendered))).toHaveLength(1);
      await project.render(rendered, { force: true });
    }
    expect(Object.fromEntries(Object.entries(project.ownTree()).filter(([path]) => path.includes('backup/')))).toEqual({
      '.canonry/backup/a.md': '644 one',
      '.canonry/backup/a.md.1': '644 two',
      '.canonry/backup/a.md.2': '644 three',
    });
  });

  it('stays when it is no longer rendered, is reported every time, and stops nothing else', async () => {
    await project.render(renderAll(rosterOf({ ada: 'Think.\n', bob: 'Build.\n' })));
    project.write('.alpha/agents/ada.md', 'mine');
    const next = renderAll(rosterOf({ bob: 'Build more.\n' }));
    const outcome = await project.render(next);
    expect({ codes: codesOf(outcome), applied: outcome.applied, exitCode: outcome.exitCode }).toEqual({
      codes: ['stale-edited'],
      applied: true,
      exitCode: 1,
    });
    expect(project.read('.alpha/agents/ada.md')).toBe('mine');
    expect(project.read('.alpha/agents/bob.md')).toContain('Build more.');
    expect(pathsOf(await project.check(next), 'conflict')).toEqual(['.alpha/agents/ada.md']);
    await project.render(next, { force: true });
    expect(project.read('.canonry/backup/.alpha/agents/ada.md')).toBe('mine');
    expect((await project.check(next)).exitCode).toBe(0);
  });
});

const beginning = '<!-- canonry:begin; what is between these lines is generated, edit the source instead -->\n';

function agentsBlock(text: string): Parameters<Project['render']>[0] {
  return [
    { target: 'alpha', owns: ['AGENTS.md'], outputs: [{ kind: 'block', path: 'AGENTS.md', comment: 'html', text }] },
  ];
}
