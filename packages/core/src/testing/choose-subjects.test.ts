import { describe, expect, it } from 'vitest';
import { agentWith, policyWith } from '../policy/agent-with.fixture.js';
import { matchingRules } from '../policy/decide-policy.js';
import { chooseSubjects, regionSubjects } from './choose-subjects.js';
import { ORDINARY_PLACE } from './question-place.js';
import { questionsFor } from './questions-for.js';
import { lineFor } from '../policy/write-line.js';

const policy = policyWith('bash', 'ask', [
  'git *:allow',
  'git push*:ask',
  'git push --force*:deny',
  'ls:allow',
  'rm ?:deny',
]);

function deciding(subject: string): number {
  return matchingRules(policy, subject).at(-1) ?? -1;
}

describe('the subjects of a policy', () => {
  it('are at least one in each region that decides something', () => {
    expect(new Set(regionSubjects(policy).map(deciding))).toEqual(new Set([-1, 0, 1, 2, 3, 4]));
  });

  it('lie on both sides of a border', () => {
    const near = chooseSubjects(policy);
    expect(near).toContain('git push');
    expect(near.filter((subject) => subject.startsWith('git pus')).map(deciding)).toContain(0);
    expect(near).toContain('lsx');
    expect(near).toContain('ls');
  });

  it('are none for a rule that never decides', () => {
    const shadowed = policyWith('bash', 'ask', ['ls:deny', 'l*:ask']);
    expect(regionSubjects(shadowed).filter((subject) => matchingRules(shadowed, subject).at(-1) === 0)).toEqual([]);
  });
});

describe('a subject as a line', () => {
  it.each([
    ['git push', 'git push'],
    ['git  push', "git '' push"],
    ['X=1 a', "'X=1' a"],
    ['if a', "'if' a"],
    ["echo it's", String.raw`echo 'it'\''s'`],
    ['echo $x', "echo '$x'"],
    ['', "''"],
    ['a\u0001', null],
  ])('%j is %j', (subject, line) => {
    expect(lineFor(subject)).toBe(line);
  });
});

describe('the questions about an agent', () => {
  const agent = { ...agentWith({ bash: ['ask', 'ls:deny'], edit: ['deny', '~/x/*:allow'] }), mode: 'primary' as const };
  const questions = questionsFor(agent, ORDINARY_PLACE);
  const inputs = (tool: string): readonly string[] =>
    questions.filter((question) => question.tool === tool).map(({ input }) => input);

  it('write lines in which a reader may lose a command', () => {
    expect(inputs('bash')).toEqual(
      expect.arrayContaining(['ls', 'X=1 ls', 'ls 2>&1', 'ls && ls', 'ls | cat', 'cd src']),
    );
  });

  it('write to files that the policies tell apart', () => {
    expect(inputs('bash').some((line) => line.startsWith('ls > /home/someone/x/'))).toBe(true);
  });

  it('name the home directory, and no file of the project in two ways', () => {
    expect(inputs('edit').some((path) => path.startsWith('/home/someone/x/'))).toBe(true);
    expect(inputs('edit').filter((path) => path.startsWith(ORDINARY_PLACE.project))).toEqual([]);
  });

  it('ask about tools without a policy too, in every role that the agent has', () => {
    expect(inputs('webfetch')).toEqual(['https://example.com/']);
    expect(new Set(questions.map(({ role }) => role))).toEqual(new Set(['main']));
    expect(new Set(questionsFor({ ...agent, mode: 'all' }, ORDINARY_PLACE).map(({ role }) => role)).size).toBe(2);
  });

  it('come once', () => {
    expect(new Set(questions.map((question) => JSON.stringify(question))).size).toBe(questions.length);
  });
});
