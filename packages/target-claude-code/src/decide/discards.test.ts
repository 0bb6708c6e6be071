import { expect, it } from 'vitest';
import { discards } from './discards.js';
import { patternsOf } from './patterns-of.js';

function whyOf(text: string, path = '.claude/settings.json'): readonly string[] {
  const files = new Map([[path, { bytes: new TextEncoder().encode(text), executable: false }]]);
  return discards(files).map(({ path: file, line, reason }) => `${file}:${line} ${reason}`);
}

it.each([
  ['{}', []],
  ['', []],
  ['\uFEFF{ "model": "opus" }', []],
  ['{ "permissions": { "allow": ["Bash("] } }', []],
  ['{\n  // mine\n  "model": "opus"\n}', ['.claude/settings.json:2 it reads no comments']],
  ['{\n  "model": "opus",\n}', ['.claude/settings.json:2 it takes no comma behind the last entry']],
  [
    '{\n  "permissions": {\n    "deny": "Bash"\n  }\n}',
    ['.claude/settings.json:3 it does not take the value of permissions.deny'],
  ],
  ['{\n"env": "a-secret"\n}', ['.claude/settings.json:2 it does not take the value of env']],
])('finds what makes it pass over settings: %j', (text, expected) => {
  expect(whyOf(text)).toEqual(expected);
});

it('looks at the settings of a person too', () => {
  expect(whyOf('{ "env": 5 }', '~/.claude/settings.json')).toEqual([
    '~/.claude/settings.json:1 it does not take the value of env',
  ]);
});

it.each([
  ['Bash(make *)', ['make *']],
  ['Bash(make:*)', ['make *']],
  ['Bash(make)', ['make']],
  ['Edit(/src/**)', ['src/**', 'src/**/*']],
  ['Edit(docs/)', ['docs/', 'docs/*']],
  ['Read(~/notes)', ['~/notes', '~/notes/*']],
  ['Read(//etc/**)', ['/etc/**', '/etc/**/*']],
  ['WebFetch(domain:example.org)', ['https://example.org/']],
  ['Skill(deploy *)', ['deploy *']],
  ['Bash(*)', ['*']],
  ['../other', ['../other/*']],
  ['opus', []],
  ['Bash', []],
  ['acceptEdits', ['touch *', 'rm *']],
  ['disableBundledSkills', ['general-purpose']],
])('says what %j is about', (word, patterns) => {
  expect(patternsOf(word, new Map())).toEqual(patterns);
});
