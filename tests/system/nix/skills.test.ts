import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, read } from '../../cli/project.js';
import { build, nixText, refusal } from './nix.js';

const skill = (name: string, text = name): Readonly<Record<string, string>> => ({
  [`${name}/SKILL.md`]: `---\nname: ${name}\ndescription: ${text}\n---\n`,
});

const below = (directory: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [join(directory, path), text]));

const mkSkills = (options: string, name = 'mkSkills'): string => `canonry.${name} { inherit pkgs; ${options} }`;

describe('mkSkills', () => {
  it('links the skills of all sources, one’s own above the others', () => {
    const own = project({ ...skill('a', 'mine'), 'README.md': 'no skill', '.git/HEAD': '' });
    const other = project(below('skills', { ...skill('a', 'theirs'), ...skill('b'), ...skill('c') }));
    const third = project(below('nested/list', skill('d')));
    const external = `[
      { src = ${other}; selectSkills = [ "a" "b" ]; }
      { src = { outPath = ${nixText(third)}; }; skillsDir = "nested/list"; }
    ]`;
    for (const name of ['mkSkills', 'mkOpencodeSkills']) {
      const out = build(mkSkills(`customSkills = ${own}; externalSkills = ${external};`, name));
      expect(readdirSync(out)).toEqual(['a', 'b', 'd']);
      expect(lstatSync(join(out, 'a')).isSymbolicLink()).toBe(true);
      expect(['a', 'b'].map((each) => read(out, `${each}/SKILL.md`).split('\n')[2])).toEqual([
        'description: mine',
        'description: b',
      ]);
    }
  });

  it('needs none', () => expect(readdirSync(build(mkSkills('')))).toEqual([]));

  it.each([
    ['a selection that does not exist', '{ src = SOURCE; selectSkills = [ "x" ]; }', 'no skill "x"'],
    ['a directory that does not exist', '{ src = SOURCE; skillsDir = "x"; }', 'there is no directory'],
    ['a directory without SKILL.md', '{ src = SOURCE; skillsDir = "broken"; }', 'broken/b has no SKILL.md'],
    ['one name in two sources', '{ src = SOURCE; } { src = SOURCE; }', 'two of the external skills are called a'],
  ])('refuses %s', (_, external, message) => {
    const source = project({ ...below('skills', skill('a')), 'broken/b/README.md': 'x' });
    expect(
      refusal(`(${mkSkills(`externalSkills = [ ${external.replaceAll('SOURCE', source)} ];`)}).drvPath`),
    ).toContain(message);
  });

  it('refuses a directory of one’s own without SKILL.md', () => {
    const own = project({ 'a/README.md': 'x' });
    expect(refusal(`(${mkSkills(`customSkills = ${own};`)}).drvPath`)).toContain('a has no SKILL.md');
  });
});
