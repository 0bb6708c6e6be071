import { describe, expect, it } from 'vitest';
import { parseProject } from './parse-project.js';

/** What is said of a canonry.toml for targets that nobody has declared. */
const parse = (text: string): string[] =>
  parseProject({ main: { file: 'canonry.toml', text } }, undefined).findings.map(
    ({ code, message }) => `${code}: ${message}`,
  );

describe('without knowing the targets', () => {
  it.each([
    ['any target has any options', '[targets.later]\ncolour = "blue"\n[models.later]\nreader = "a/b"\n', []],
    [
      'but the common ones',
      '[targets.later]\nscope = "projct"\n',
      ['unknown-value: targets.later.scope cannot be "projct"'],
    ],
    ['and a name', '[targets."My Target"]\n', ['invalid-name: "My Target" is not a name: it holds " "']],
    [
      'a model is looked at where it stands',
      '[models]\nreader = "opus"\n[models.later]\nwriter = 7\n',
      ['invalid-model: "opus" is not a model', 'wrong-type: models.later.writer must be text, not 7'],
    ],
    [
      'and where it is nothing like one',
      '[models]\nreader = ["a/b"]\n',
      ['wrong-type: models.reader must be text, not an array'],
    ],
  ])('%s', (_, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });
});

it('what canonry.local.toml may not say has no effect', () => {
  const entry = '[[accept]]\ncode = "widened"\ntarget = "pi"\nagent = "reader"\ntool = "bash"\nreason = "because"\n';
  const { project, findings } = parseProject({ local: { file: 'canonry.local.toml', text: entry } }, undefined);
  expect([project.accept, findings.map(({ code }) => code)]).toEqual([[], ['refused-key']]);
});

it('of one key, the local file wins, and tables merge', () => {
  const main = {
    file: 'canonry.toml',
    text: 'agents = ["a"]\n[models]\nreader = "a/1"\nwriter = "a/2"\n[targets.pi]\nprimary = "reader"\n',
  };
  const local = {
    file: 'canonry.local.toml',
    text: '[models]\nwriter = "b/3"\n__proto__ = "c/4"\n[targets.pi]\nscope = "user"\n',
  };
  const { project, findings } = parseProject({ main, local }, undefined);
  expect([findings, project]).toEqual([
    [],
    {
      agents: ['a'],
      targets: new Map([['pi', { scope: 'user', options: new Map([['primary', 'reader']]) }]]),
      models: new Map([
        ['reader', 'a/1'],
        ['writer', 'b/3'],
        ['__proto__', 'c/4'],
      ]),
      targetModels: new Map(),
      accept: [],
    },
  ]);
});
