import { describe, expect, it } from 'vitest';
import { spellInside, spellOutside } from './spell-path.js';

describe('a pattern about the project', () => {
  it.each([
    ['docs/**', '/docs/*', 'docs/*', true, true],
    ['docs/*', '/docs/*', 'docs/*', true, true],
    ['README.md', '/README.md', 'README.md', true, false],
    ['docs/a.md', '/docs/a.md', 'docs/a.md', true, true],
    ['*.md', '/**/*.md', '**/*.md', true, true],
    ['src/**.ts', '/src/**/*.ts', 'src/**/*.ts', true, true],
    ['*secret*', '/**/*secret*', '**/*secret*', true, true],
    ['src*', '/src*', 'src*', true, false],
    ['**/gen/**', '/**/gen/*', '**/gen/*', false, false],
    ['**/gen', '/**/gen', '**/gen', false, false],
    ['*', '/**', '**', true, true],
    ['lib/??.ts', '/lib/**/*.ts', 'lib/**/*.ts', false, false],
    ['src/{a,b}/**', '/src/*', 'src/*', false, false],
    ['a*b.ts', '/a*', 'a*', false, false],
  ])('%s', (pattern, inProject, forPerson, isExact, isExactForPerson) => {
    expect(spellInside(pattern, 'project')).toMatchObject({ content: inProject, isExact });
    expect(spellInside(pattern, 'user')).toMatchObject({ content: forPerson, isExact: isExactForPerson });
  });

  it.each(['/etc/**', '~/x', '$HOME/x', '../x', './x', '*a*b*', '[ab]*c*d'])(
    '%s is none that can be said',
    (pattern) => {
      expect(spellInside(pattern, 'project')).toBeUndefined();
    },
  );

  it('holds back what is below a file', () => {
    const beyond = { content: '/README.md/*', meant: ['README.md/*'], atHome: [], outside: [] };
    expect(spellInside('README.md', 'project')?.beyond).toEqual(beyond);
  });
});

describe('a pattern about other places', () => {
  it.each([
    ['/etc/**', '//etc/*', ['/etc/*'], []],
    ['~/notes/*.md', '~/notes/**/*.md', ['~/notes/*.md', '~/notes/*.md/*'], []],
    ['$HOME/x', '~/x', ['~/x', '~/x/*'], []],
    ['*.env', '//**/*.env', ['*.env', '*.env/*'], ['*.env', '*.env/*']],
    ['*', '//**', ['/?*'], ['*']],
    ['/**', '//**', ['/?*'], ['*']],
    ['/*.env', '//**/*.env', ['/*.env', '/*.env/*'], ['*.env', '*.env/*']],
  ])('%s', (pattern, content, outside, meant) => {
    expect(spellOutside(pattern)).toMatchObject({ content, outside, meant, atHome: [] });
  });

  it.each([
    ['~/**', '~/**', ['~/*'], ['*']],
    ['~/?', '~/**', ['~/*'], ['*']],
    ['~/**.key', '~/**/*.key', ['~/*.key', '~/*.key/*'], ['*.key', '*.key/*']],
  ])('%s is about a project that is there, too', (pattern, content, outside, atHome) => {
    expect(spellOutside(pattern)).toMatchObject({ content, outside, meant: [], atHome });
  });

  it.each(['docs/**', '/', '/*a*b*'])('%s is none that can be said', (pattern) => {
    expect(spellOutside(pattern)).toBeUndefined();
  });
});
