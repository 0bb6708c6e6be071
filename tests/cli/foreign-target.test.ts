import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonry, type Finished } from './canonry.js';
import { agentFiles, filesIn, project, read } from './project.js';

/** A target as somebody else might write it, in plain JavaScript and with nothing of ours. */
const MODULE = `
import { writeFileSync } from 'node:fs';
writeFileSync(new URL('loaded', import.meta.url), '');
export const plain = {
  name: 'plain',
  program: 'plain',
  enforcement: 'declarative',
  owns: ['.plain/'],
  options: [{ name: 'greeting', type: 'text', description: 'What each file begins with.' }],
  needsGit: false,
  reads: ['.plain/'],
  unseen: [],
  owned: [],
  render: ({ roster, options }) => ({
    outputs: roster.agents.map(({ name, prompt }) => ({
      kind: 'file',
      path: '.plain/' + name + '.txt',
      bytes: new TextEncoder().encode((options.get('greeting') ?? '') + prompt),
      executable: false,
    })),
    findings: [],
  }),
  decide: () => ({ decision: 'deny' }),
};
`;

const DENY = '[permissions."*"]\nintent = "deny"\n';

function projectWith(section: string, files: Readonly<Record<string, string>> = { 'plain.mjs': MODULE }): string {
  return project({ ...agentFiles('a', DENY), 'canonry.toml': section, ...files });
}

const FROM_MODULE = '[targets.plain]\npackage = "./plain.mjs"\n';

describe('a target that is none of ours', () => {
  it('is rendered, checked and cleaned from a module of the project', () => {
    const models = '[models.plain]\na = "some/model"\n';
    const cwd = projectWith(`${FROM_MODULE}greeting = "Hello. "\n${models}`);
    expect(canonry(['render', '-t', 'plain'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'create   .plain/a.txt: it does not exist\n1 created\n',
    });
    expect(read(cwd, '.plain/a.txt')).toBe('Hello. You are a.\n');
    expect(canonry(['check'], { cwd })).toMatchObject({ code: 0, stdout: 'one output is as rendered\n' });
    expect(canonry(['explain', 'a', 'bash', 'ls'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('in plain'),
    });
    expect(canonry(['clean'], { cwd }).code).toBe(0);
    expect(existsSync(join(cwd, '.plain'))).toBe(false);
  });

  it('is found in node_modules, here or above', () => {
    const cwd = projectWith('', {
      'node_modules/plain-target/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/plain-target/index.js': MODULE,
      'below/canonry.toml': '[targets.plain]\npackage = "plain-target"\n',
      ...Object.fromEntries(Object.entries(agentFiles('a', DENY)).map(([path, text]) => [`below/${path}`, text])),
    });
    expect(canonry(['render'], { cwd: join(cwd, 'below') }).code).toBe(0);
    expect(read(cwd, 'below/.plain/a.txt')).toBe('You are a.\n');
  });

  it('has only the options that it declares', () => {
    const { code, stderr } = canonry(['render'], { cwd: projectWith(`${FROM_MODULE}greting = "Hello"\n`) });
    expect([code, stderr]).toEqual([1, expect.stringContaining('error[unknown-key]')]);
  });

  it('runs only where something is rendered', () => {
    const others =
      '[models.plain]\na = "some/model"\n[[accept]]\ncode = "dropped"\ntarget = "plain"\nagent = "a"\ntool = "mode"\n';
    const cwd = projectWith(`${FROM_MODULE}${others}reason = "so it is"\n`);
    for (const args of [['list'], ['compare', '.', '.'], ['new', 'b'], ['schema', 'config']])
      expect([args, canonry(args, { cwd }).code]).toEqual([args, 0]);
    expect(existsSync(join(cwd, 'loaded'))).toBe(false);
    rmSync(join(cwd, 'agents/b'), { recursive: true });
    expect(canonry(['check'], { cwd }).code).toBe(1);
    expect(existsSync(join(cwd, 'loaded'))).toBe(true);
  });

  it('does not have to be there where another one is named', () => {
    const cwd = projectWith(`${FROM_MODULE}greeting = "Hello. "\n[targets.opencode]\n`);
    expect(canonry(['render'], { cwd }).code).toBe(0);
    rmSync(join(cwd, 'plain.mjs'));
    for (const command of ['render', 'check', 'clean'])
      expect([command, canonry([command, '-t', 'opencode'], { cwd })]).toEqual([
        command,
        expect.objectContaining({ code: 0, stderr: expect.not.stringContaining('plain') }),
      ]);
    expect(filesIn(cwd)).toContain('.plain/a.txt');
    expect(canonry(['render'], { cwd })).toMatchObject({ code: 1, stderr: expect.stringContaining('unusable-target') });
  });

  it('does not take the name of one of ours', () => {
    const cwd = projectWith(FROM_MODULE.replace('plain', 'opencode'));
    const { code, stderr } = canonry(['render'], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('error[unknown-key]')]);
    expect(existsSync(join(cwd, 'loaded'))).toBe(false);
  });
});

function rendering(section: string, module: string): Finished {
  return canonry(['render'], { cwd: projectWith(section, { 'plain.mjs': module }) });
}

describe('a target that cannot be had', () => {
  it('is shown where it is named, and nothing is written', () => {
    const { code, stdout, stderr } = rendering('[targets.plain]\npackage = "canonry-target-plain"\n', MODULE);
    expect([code, stdout, stderr]).toEqual([
      1,
      'nothing was written\n',
      expect.stringContaining(
        `error[unusable-target]: the target plain cannot be had from "canonry-target-plain": Cannot find module`,
      ),
    ]);
    expect(stderr).toContain(' --> canonry.toml:2:11\n');
  });

  it.each([
    ['is not there', 'export const plain = 1;', 'it exports no target of that name'],
    ['has another name', MODULE.replace("name: 'plain'", "name: 'other'"), 'it exports no target of that name'],
    ['cannot decide', MODULE.replace('decide:', 'decides:'), 'what it exports under that name lacks "decide"'],
    ['cannot render', MODULE.replace('outputs: roster', 'outputs: rooster'), 'rendering fails: rooster is not defined'],
    ['fails', "throw new Error('no\\nway');", 'no\n'],
  ])('because it %s', (_, module, reason) => {
    const { code, stderr } = rendering(FROM_MODULE, module);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`cannot be had from "./plain.mjs": ${reason}`)]);
  });

  it.each(['../plain.mjs', '/plain.mjs', 'file:plain.mjs', './a/../../plain.mjs', ''])(
    'because it is neither a package nor below the source root: %j',
    (origin) => {
      const { code } = rendering(`[targets.plain]\npackage = ${JSON.stringify(origin)}\n`, MODULE);
      expect(code).toBe(1);
    },
  );
});

const left = (cwd: string): readonly string[] =>
  filesIn(cwd).filter((path) => /^\.(?:plain|opencode|canonry)/.test(path));
const told = (command: string): string =>
  `warning[unknown-owner]: plain wrote one output here, first ".plain/a.txt", and is not known any more: what is on record for it stays
 --> .canonry/manifest.json
  = hint: name its package in canonry.toml again; or look with ${command} --dry-run at what is on record for it, and then run that without --dry-run
`;

describe('what a target wrote that is not there any more', () => {
  const BESIDE = `${FROM_MODULE}[targets.opencode]\n`;
  const rendered = (): string => {
    const cwd = projectWith(BESIDE);
    expect(canonry(['render'], { cwd }).code).toBe(0);
    return cwd;
  };
  it('stops no other target, and is told in every run until it is cleaned by name', () => {
    const cwd = rendered();
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.opencode]\n');
    for (const args of [['render'], ['check']])
      expect([args, canonry(args, { cwd })]).toEqual([
        args,
        expect.objectContaining({ code: 0, stderr: expect.stringContaining(told('canonry clean -t plain')) }),
      ]);
    expect(canonry(['clean', '-t', 'plain'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(left(cwd)).toEqual(['.canonry/manifest.json', '.opencode/agent/a.md']);
    expect(canonry(['check'], { cwd }).stderr).not.toContain('unknown-owner');
  });

  it('stays where everything else is cleaned, which is told and is no success', () => {
    const cwd = rendered();
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.opencode]\n');
    expect(canonry(['clean'], { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(told('canonry clean -t plain')),
    });
    expect(left(cwd)).toEqual(['.canonry/manifest.json', '.plain/a.txt']);
  });

  it('is cleaned by name also where its module is gone', () => {
    const cwd = rendered();
    rmSync(join(cwd, 'plain.mjs'));
    expect(canonry(['clean'], { cwd })).toMatchObject({ code: 1, stderr: expect.stringContaining('unknown-owner') });
    expect(canonry(['clean', '-t', 'plain'], { cwd }).code).toBe(0);
    expect(left(cwd)).toEqual([]);
  });

  it('is cleaned where agents have errors', () => {
    const cwd = rendered();
    writeFileSync(join(cwd, 'agents/a/agent.toml'), 'name = "a"\n');
    expect(canonry(['clean'], { cwd }).code).toBe(0);
    expect(left(cwd)).toEqual([]);
  });

  it('is cleaned from any directory by name, and told there', () => {
    const cwd = rendered();
    const clean = canonry(['clean', '--out', '.'], { cwd });
    expect(clean).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(told(`canonry clean -t plain --out ${cwd}`)),
    });
    expect(left(cwd)).toEqual(['.canonry/manifest.json', '.plain/a.txt']);
    expect(canonry(['clean', '--out', '.', '-t', 'plain'], { cwd }).code).toBe(0);
    expect(left(cwd)).toEqual([]);
  });

  it('stays if somebody edited it, and is unknown where there never was any', () => {
    const cwd = rendered();
    writeFileSync(join(cwd, 'canonry.toml'), '[targets.opencode]\n');
    writeFileSync(join(cwd, '.plain/a.txt'), 'edited\n');
    expect(canonry(['clean', '-t', 'plain'], { cwd }).code).toBe(1);
    expect(read(cwd, '.plain/a.txt')).toBe('edited\n');
    for (const args of [
      ['clean', '-t', 'plan'],
      ['clean', '-t', 'plan', '--out', '.'],
      ['render', '-t', 'plain'],
    ])
      expect([args, canonry(args, { cwd })]).toEqual([
        args,
        expect.objectContaining({ code: 2, stderr: expect.stringContaining('there is no target') }),
      ]);
  });
});
