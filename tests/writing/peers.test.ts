import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '@canonry/core';
import { loadRoster } from '@canonry/core/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesOf, makeProject, newDirectory, pathsOf, wholeTree, type Project } from './project.js';
import { file, renderAll, rosterOf } from './test-targets.js';

// What people lose with other tools today. Each name says what; the letters are those of our notes about them.
let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.dispose());

const two = renderAll(rosterOf({ ada: 'Think.\n', bob: 'Build.\n' }));

describe('nobody loses', () => {
  it('an agent because its source cannot be parsed, and check is red (R5)', async () => {
    project.write('agents/ada/agent.toml', 'name = "ada"\ndescription = "Thinks"\n');
    project.write('agents/ada/system-prompt.md', 'Think.\n');
    const sound = await loadRoster({ source: project.root });
    await project.render(renderAll(sound.roster), { diagnostics: sound.diagnostics });
    project.write('agents/ada/agent.toml', 'name = "ada\n');
    const broken = await loadRoster({ source: project.root });
    const before = wholeTree(project);
    const options = { diagnostics: broken.diagnostics, force: true };
    expect((await project.check(renderAll(broken.roster), options)).exitCode).toBe(1);
    const outcome = await project.render(renderAll(broken.roster), options);
    expect({ exitCode: outcome.exitCode, applied: outcome.applied }).toEqual({ exitCode: 1, applied: false });
    expect(wholeTree(project)).toEqual(before);
  });

  it('agents and skills written by hand beside ours when stale ones are deleted (R6, U1)', async () => {
    project.write('.alpha/agents/mine.md', 'mine');
    project.write('.beta/agents/own/agent.md', 'own');
    await project.render(two);
    await project.render([]);
    await project.clean({ force: true });
    expect(project.tree()).toEqual({
      '.alpha': 'directory 755',
      '.alpha/agents': 'directory 755',
      '.alpha/agents/mine.md': '644 mine',
      '.beta': 'directory 755',
      '.beta/agents': 'directory 755',
      '.beta/agents/own': 'directory 755',
      '.beta/agents/own/agent.md': '644 own',
    });
  });

  it('the certainty that a renamed agent is gone under its old name (R7)', async () => {
    await project.render(two);
    const renamed = renderAll(rosterOf({ eve: 'Think.\n', bob: 'Build.\n' }));
    const check = await project.check(renamed);
    expect(check.exitCode).toBe(1);
    expect(pathsOf(check, 'delete')).toEqual([
      '.alpha/agents/ada.md',
      '.alpha/bin/ada',
      '.alpha/links/ada',
      '.beta/agents/ada/agent.md',
    ]);
    await project.render(renamed);
    expect(Object.keys(project.tree()).filter((path) => path.includes('ada'))).toEqual([]);
  });

  it('a green check for ever because nothing is rendered to a file (R8)', async () => {
    for (let run = 0; run < 2; run += 1) {
      const outcome = await project.render([]);
      expect({ exitCode: outcome.exitCode, changes: outcome.plan?.changes }).toEqual({ exitCode: 0, changes: [] });
      expect((await project.check([])).exitCode).toBe(0);
    }
    await project.render(two);
    project.remove('opencode.json');
    await project.render([]);
    expect((await project.check([])).exitCode).toBe(0);
  });

  it('an agent written by hand that has the name of ours (R9)', async () => {
    project.write('.alpha/agents/ada.md', 'by hand');
    const before = wholeTree(project);
    const outcome = await project.render(two);
    expect({ codes: codesOf(outcome), exitCode: outcome.exitCode }).toEqual({ codes: ['foreign-output'], exitCode: 1 });
    expect(wholeTree(project)).toEqual(before);
  });

  it('the news that a write was refused for a symbolic link (R11)', async () => {
    project.link('.alpha', 'elsewhere');
    for (const outcome of [await project.render(two), await project.check(two)]) {
      expect(outcome.exitCode).toBe(1);
      expect(new Set(codesOf(outcome))).toEqual(new Set(['refused-output']));
    }
  });

  it('their own model and hooks in opencode.json and settings.json (L1)', async () => {
    project.write('opencode.json', '{ "model": "a/b" }\n');
    project.write('.claude/settings.json', '{ "model": "opus", "hooks": { "Stop": [] } }\n');
    const before = project.tree();
    await project.render(two);
    expect(JSON.parse(project.read('opencode.json'))).toMatchObject({ model: 'a/b' });
    expect(JSON.parse(project.read('.claude/settings.json'))).toMatchObject({ model: 'opus', hooks: { Stop: [] } });
    await project.clean();
    expect(project.tree()).toEqual(before);
  });

  it('the files of other targets when one target is rendered (A2)', async () => {
    await project.render(two);
    const before = project.tree();
    const outcome = await project.render(two.slice(0, 1), { only: ['alpha'] });
    expect({ exitCode: outcome.exitCode, deleted: pathsOf(outcome, 'delete') }).toEqual({ exitCode: 0, deleted: [] });
    expect(project.tree()).toEqual(before);
    await project.clean({ only: ['alpha'] });
    expect(Object.keys(project.tree())).toEqual(
      expect.arrayContaining(['.beta/agents/ada/agent.md', '.shared/rules.md', 'opencode.json']),
    );
    expect(JSON.parse(project.read('opencode.json'))).toEqual({ beta: { ada: true, bob: true } });
  });

  it('files outside of the project, through a linked directory in it (A3)', async () => {
    const outside = newDirectory();
    project.write('.alpha/keep', '');
    project.link('.alpha/agents', outside);
    const outcome = await project.render(two, { force: true });
    expect({ exitCode: outcome.exitCode, codes: new Set(codesOf(outcome)) }).toEqual({
      exitCode: 1,
      codes: new Set(['refused-output']),
    });
    expect(existsSync(join(outside, 'ada.md'))).toBe(false);
    expect(Object.keys(project.tree())).toEqual(['.alpha', '.alpha/agents', '.alpha/keep']);
  });

  it('what the others render when one target is broken', async () => {
    await project.render(two);
    const before = wholeTree(project);
    const error: Diagnostic = { code: 'unknown-target', severity: 'error', message: 'broken', target: 'beta' };
    const outcome = await project.render(renderAll(rosterOf({ ada: 'New.\n' }), ['alpha']), { diagnostics: [error] });
    expect({ exitCode: outcome.exitCode, applied: outcome.applied }).toEqual({ exitCode: 1, applied: false });
    expect(wholeTree(project)).toEqual(before);
  });

  it('a file to a warning, if they asked for strictness', async () => {
    const warning: Diagnostic = { code: 'unused-models', severity: 'warning', message: 'hm' };
    expect((await project.render(two, { diagnostics: [warning], strict: true })).exitCode).toBe(1);
    expect(project.tree()).toEqual({});
    const pair = [{ target: 'a', owns: ['x'], outputs: [file('x', '1')] }];
    expect((await project.render(pair, { diagnostics: [warning] })).exitCode).toBe(0);
  });
});
