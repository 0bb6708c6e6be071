import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesOf, makeProject, pathsOf, type Project } from './project.js';
import { file, renderAll, rosterOf } from './test-targets.js';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.dispose());

const two = renderAll(rosterOf({ ada: 'Think.\n', bob: 'Build.\n' }));

describe('render', () => {
  it('writes every kind of output with exact modes, and a second run has nothing to do', async () => {
    const outcome = await project.render(two);
    expect({ applied: outcome.applied, exitCode: outcome.exitCode, diagnostics: outcome.diagnostics }).toEqual({
      applied: true,
      exitCode: 0,
      diagnostics: [],
    });
    expect(project.tree()).toMatchObject({
      '.alpha': 'directory 755',
      '.alpha/agents/ada.md': '644 ---\ndescription: The agent ada\n---\nThink.\n',
      '.alpha/bin/ada': '755 #!/bin/sh\nexec harness --agent ada "$@"\n',
      '.alpha/links/ada': 'link ../agents/ada.md',
      '.gitignore':
        '644 # canonry:begin; what is between these lines is generated, edit the source instead\n.alpha/local/\n# canonry:end\n',
    });
    expect(Object.keys(project.ownTree())).toEqual(['.canonry/manifest.json']);
    const before = { ...project.tree(), ...project.ownTree() };
    const again = await project.render(two);
    expect({ exitCode: again.exitCode, drift: again.drift, applied: again.applied }).toEqual({
      exitCode: 0,
      drift: false,
      applied: true,
    });
    expect({ ...project.tree(), ...project.ownTree() }).toEqual(before);
  });

  it('leaves nothing behind after clean', async () => {
    await project.render(two);
    const outcome = await project.clean();
    expect(codesOf(outcome)).toEqual([]);
    expect(project.tree()).toEqual({});
    expect(project.ownTree()).toEqual({});
  });

  it('removes the files and directories of an agent that is gone', async () => {
    await project.render(two);
    await project.render(renderAll(rosterOf({ bob: 'Build.\n' })));
    expect(Object.keys(project.tree()).filter((path) => path.includes('ada'))).toEqual([]);
    expect(JSON.parse(project.read('opencode.json'))).toEqual({
      agent: {
        bob: { description: 'The agent bob', mode: 'all', permission: { bash: { '*': 'ask', 'rm *': 'deny' } } },
      },
      beta: { bob: true },
    });
  });

  it('keeps a joint file until its last owner is gone', async () => {
    await project.render(two);
    await project.render(two.slice(1));
    expect(project.tree()).toHaveProperty(['.shared/rules.md']);
    await project.render([]);
    expect(project.tree()).toEqual({});
  });

  it('does everything or nothing if two targets disagree', async () => {
    const [alpha, beta] = [
      { target: 'alpha', owns: ['x'], outputs: [file('x', 'a')] },
      { target: 'beta', owns: ['x'], outputs: [file('x', 'b')] },
    ];
    const outcome = await project.render([alpha, beta]);
    expect(codesOf(outcome)).toEqual(['different-outputs']);
    expect(outcome.exitCode).toBe(1);
    expect(project.tree()).toEqual({});
  });
});

describe('a project that enables no target', () => {
  it('loses nothing that it has, and has nothing to do where there is nothing', async () => {
    expect((await project.render([], { nothingEnabledIn: 'canonry.toml' })).exitCode).toBe(0);
    await project.render(two);
    const before = { ...project.tree(), ...project.ownTree() };
    expect(codesOf(await project.render([], { nothingEnabledIn: 'canonry.toml' }))).toEqual(['nothing-enabled']);
    expect({ ...project.tree(), ...project.ownTree() }).toEqual(before);
  });
});

describe('a fresh clone', () => {
  it('without the manifest adopts what is equal and reports the rest', async () => {
    await project.render(two);
    project.remove('.canonry');
    expect((await project.check(two)).exitCode).toBe(0);
    const changed = renderAll(rosterOf({ ada: 'Think more.\n', bob: 'Build.\n' }));
    const outcome = await project.render(changed);
    expect(pathsOf(outcome, 'conflict')).toEqual(['.alpha/agents/ada.md', '.beta/agents/ada/agent.md']);
    expect(codesOf(outcome)).toEqual(['foreign-output', 'foreign-output', 'adopted']);
    await project.render(two);
    expect((await project.render(changed)).exitCode).toBe(0);
  });

  it('whose line ends Git converted is told so, loses nothing, and is as rendered after the next run', async () => {
    await project.render(two);
    const before = project.tree();
    const paths = Object.keys(before).filter((path) => /^\.(?:alpha|beta|shared)\/.*\.md$/.test(path));
    for (const path of [...paths, '.canonry/manifest.json', 'AGENTS.md', 'opencode.json'])
      project.write(path, project.read(path).replaceAll('\n', '\r\n'));
    const outcome = await project.check(two);
    expect([outcome.drift, outcome.exitCode, codesOf(outcome)]).toEqual([true, 1, ['converted-line-ends']]);
    expect(outcome.diagnostics[0]?.message).toContain('".alpha/agents/ada.md", ".alpha/agents/bob.md"');
    expect(pathsOf(outcome, 'update')).toEqual(paths);
    expect((await project.render(renderAll(rosterOf({ ada: 'Think.\n' })))).exitCode).toBe(0);
    expect(Object.keys(project.tree()).filter((path) => path.includes('bob'))).toEqual([]);
    expect(project.tree()['.alpha/agents/ada.md']).toBe(before['.alpha/agents/ada.md']);
    expect(codesOf(await project.clean())).toEqual([]);
    expect(project.tree()).toEqual({});
  });

  it('with the manifest is up to date, whatever umask it was checked out with', async () => {
    await project.render(two);
    project.write('.alpha/agents/ada.md', project.read('.alpha/agents/ada.md'), 0o664);
    expect((await project.check(two)).exitCode).toBe(0);
  });
});

describe('what is on record for a target that nobody knows', () => {
  const beta = renderAll(rosterOf({ ada: 'Think.\n', bob: 'Build.\n' }), ['beta']);
  const owns = new Map(beta.map((target) => [target.target, target.owns]));

  it('stays as it is, also in files that it shares with a target that is known, and is told', async () => {
    await project.render(two);
    const before = project.tree();
    const outcome = await project.render(beta, { owns });
    expect([outcome.exitCode, outcome.drift, codesOf(outcome)]).toEqual([0, false, ['unknown-owner']]);
    expect(project.tree()).toEqual(before);
    expect(codesOf(await project.render(two))).toEqual([]);
  });

  it('stays where everything else is cleaned, and goes where it is named', async () => {
    await project.render(two);
    expect(codesOf(await project.clean({ owns }))).toEqual(['unknown-owner']);
    const kept = Object.keys(project.tree());
    expect(kept).toEqual(expect.arrayContaining(['.alpha/agents/ada.md', '.alpha/links/ada', 'opencode.json']));
    expect(kept.filter((path) => path.startsWith('.beta'))).toEqual([]);
    expect(JSON.parse(project.read('opencode.json'))).not.toHaveProperty('beta');
    expect(codesOf(await project.clean({ owns, only: ['alpha'] }))).toEqual([]);
    expect([project.tree(), project.ownTree()]).toEqual([{}, {}]);
  });
});
