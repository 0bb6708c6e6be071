import { describe, expect, it } from 'vitest';
import { agentWith } from '../policy/agent-with.fixture.js';
import { answer } from './answer.js';
import { loadPolicies } from './load-policies.js';
import type { LoadedPolicies } from './policies.js';
import { requestFor } from './no-links.fixture.js';
import type { GuardRequest } from './request.js';
import { serialisePolicies } from './serialise-policies.js';

const tester = agentWith({
  bash: ['allow', 'rm *:ask', 'git push*:ask', 'git push --force*:deny'],
  edit: ['deny', 'src/**:allow', 'src/secret/**:ask'],
  external_directory: ['ask', '/tmp/**:allow'],
  webfetch: ['ask', 'https://example.org/*:allow'],
  task: ['deny', 'scout:allow'],
  todo: ['allow'],
  mcp__files: ['deny'],
  mcp__files__look: ['allow'],
});
const guarded = (unattended = false): LoadedPolicies => loadPolicies(() => serialisePolicies([tester], { unattended }));
const policies = guarded();

describe('the answer to a call', () => {
  it.each([
    ['bash', 'ls', 'allow', 'tester may use bash for "ls": no rule speaks of it, and the intent of bash is allow.'],
    ['bash', 'ls && rm -r x', 'ask', 'tester must ask before it uses bash for "rm -r x": rule "rm *:ask" of bash.'],
    [
      'bash',
      'true; git push --force x',
      'deny',
      'tester must not use bash for "git push --force x": rule "git push --force*:deny" of bash.',
    ],
    ['bash', '$X', 'deny', 'tester must not use bash for "$X": rule "git push --force*:deny" of bash.'],
    [
      'bash',
      "echo '",
      'ask',
      'tester must ask before it uses bash for "echo \'": the line cannot be parsed: unterminated single quote.',
    ],
    [
      'bash',
      'echo x > README.md',
      'deny',
      'tester must not use edit for "> README.md": no rule speaks of it, and the intent of edit is deny.',
    ],
    [
      'bash',
      'echo x > src/a.ts',
      'allow',
      'tester may use bash for "echo x > src/a.ts": no rule speaks of it, and the intent of bash is allow.',
    ],
    ['edit', 'src/a.ts', 'allow', 'tester may use edit for "src/a.ts": rule "src/**:allow" of edit.'],
    ['edit', '/srv/project/src/a.ts', 'allow', 'tester may use edit for "src/a.ts": rule "src/**:allow" of edit.'],
    [
      'edit',
      'src/secret/k',
      'ask',
      'tester must ask before it uses edit for "src/secret/k": rule "src/secret/**:ask" of edit.',
    ],
    ['edit', '', 'deny', 'tester must not use edit for ".": no rule speaks of it, and the intent of edit is deny.'],
    ['read', 'README.md', 'unspecified', 'tester has no policy for read.'],
    ['read', '/tmp/x', 'unspecified', 'tester has no policy for read.'],
    [
      'read',
      '/etc/passwd',
      'ask',
      'tester must ask before it uses external_directory for "/etc/passwd": no rule speaks of it, and the intent of external_directory is ask.',
    ],
    [
      'webfetch',
      'https://example.org/a',
      'allow',
      'tester may use webfetch for "https://example.org/a": rule "https://example.org/*:allow" of webfetch.',
    ],
    [
      'task',
      'other',
      'deny',
      'tester must not use task for "other": no rule speaks of it, and the intent of task is deny.',
    ],
    ['todo', '', 'allow', 'tester may use todo: no rule speaks of it, and the intent of todo is allow.'],
    [
      'mcp__files__write',
      '',
      'deny',
      'tester must not use mcp__files__write: no rule speaks of it, and the intent of mcp__files is deny.',
    ],
    [
      'mcp__files__look',
      '',
      'allow',
      'tester may use mcp__files__look: no rule speaks of it, and the intent of mcp__files__look is allow.',
    ],
    ['*', '', 'unspecified', 'tester has no policy for *.'],
  ])('%s %j is %s', (tool, subject, decision, reason) => {
    expect(answer(policies, requestFor(tool, subject))).toEqual({ decision, reason });
  });

  it('names "*" where it covers a tool', () => {
    const closed = loadPolicies(() => serialisePolicies([agentWith({ '*': ['deny'] })], { unattended: false }));
    expect(answer(closed, requestFor('glob', '*.ts'))).toEqual({
      decision: 'deny',
      reason: 'tester must not use glob for "*.ts": no rule speaks of it, and the intent of "*" is deny.',
    });
  });

  it('is as strict as the strictest thing that the call does', () => {
    const asks = [
      { tool: 'edit', subject: 'src/a.ts' },
      { tool: 'edit', subject: 'b.ts' },
    ];
    expect(answer(policies, requestFor('edit', '', { asks })).decision).toBe('deny');
    expect(answer(policies, requestFor('edit', '', { asks: asks.slice(0, 1) })).decision).toBe('allow');
  });

  it('is unspecified if its own tool is, and not if another is', () => {
    const [own, other] = [
      { tool: 'read', subject: 'a' },
      { tool: 'todo', subject: '' },
    ];
    expect(answer(policies, requestFor('', '', { asks: [own, other] })).decision).toBe('unspecified');
    expect(answer(policies, requestFor('', '', { asks: [other, own] })).decision).toBe('allow');
  });

  it('asks for a directory that a search works in only if it is outside', () => {
    const decisions = ['src', '/srv/project', '/tmp/x', '..', '~'].map(
      (directory) => answer(policies, searchIn(directory)).decision,
    );
    expect(decisions).toEqual(['allow', 'allow', 'allow', 'ask', 'ask']);
  });
});

describe('an ask', () => {
  it('is a deny where nobody can be asked', () => {
    expect(answer(policies, requestFor('bash', 'rm x', { canAsk: false }))).toEqual({
      decision: 'deny',
      reason: 'tester must ask before it uses bash for "rm x", and nobody can be asked here: rule "rm *:ask" of bash.',
    });
  });

  it('is a deny for agents that work unattended, whoever is there', () => {
    expect(answer(guarded(true), requestFor('bash', 'rm x'))).toEqual({
      decision: 'deny',
      reason: 'tester must ask before it uses bash for "rm x", and it works unattended: rule "rm *:ask" of bash.',
    });
  });

  it.each([true, false])('is all that this changes: unattended %j', (unattended) => {
    const decisions = ['ls', 'git push --force'].map(
      (line) => answer(guarded(unattended), requestFor('bash', line, { canAsk: false })).decision,
    );
    expect(decisions).toEqual(['allow', 'deny']);
    expect(answer(guarded(unattended), requestFor('read', 'a', { canAsk: false })).decision).toBe('unspecified');
  });
});

describe('who calls', () => {
  it('is left to the harness if canonry does not define them', () => {
    expect(answer(policies, requestFor('bash', 'rm x', { agent: null }))).toEqual({
      decision: 'unspecified',
      reason: 'No agent of canonry is at work here.',
    });
  });

  it('is denied everything if they say that they are an agent, and are not', () => {
    expect(answer(policies, requestFor('bash', 'ls', { agent: 'ghost' }))).toEqual({
      decision: 'deny',
      reason: 'canonry\'s policies know no agent "ghost".',
    });
  });
});

describe('whatever goes wrong is denied', () => {
  it('broken policies, for everybody', () => {
    const broken = loadPolicies(() => '{"format": "canonry-pol');
    for (const agent of ['tester', null]) {
      const { decision, reason } = answer(broken, requestFor('todo', '', { agent }));
      expect(decision).toBe('deny');
      expect(reason).toMatch(/^canonry's policies cannot be used: they cannot be read \(.+\)\.$/);
    }
  });

  it('an exception inside', () => {
    const files = { realpath: throwing, readlink: () => 'loop' };
    const loop = { project: '/srv/project', home: '/home/tester', files };
    expect(answer(policies, requestFor('edit', 'src/a', { place: loop }))).toEqual({
      decision: 'deny',
      reason: "canonry's guard failed: too many links in a path.",
    });
  });

  it.each([
    ['a URL that cannot be read', '{ "asks": [{ "tool": "edit", "subject": "file://%zz" }] }'],
    ['a missing subject', '{ "asks": [{ "tool": "bash" }] }'],
    ['a subject that is no text', '{ "asks": [{ "tool": "edit", "subject": ["src/a.ts"] }] }'],
    ['a path longer than any', JSON.stringify({ asks: [{ tool: 'edit', subject: 'a/'.repeat(3000) }] })],
    ['a line that opens too many files', JSON.stringify({ asks: [{ tool: 'bash', subject: '>a '.repeat(501) }] })],
    ['a path with NUL', String.raw`{ "asks": [{ "tool": "edit", "subject": "src/a\u0000" }] }`],
    ["a tool in a harness's words", '{ "asks": [{ "tool": "Bash", "subject": "ls" }] }'],
    ['no tool', '{ "asks": [{ "subject": "ls" }] }'],
    ['nothing asked', '{ "asks": [] }'],
    ['no asks', '{ "asks": null }'],
    ['no agent', '{ "agent": false }'],
    ['no word about whom to ask', '{ "canAsk": "yes" }'],
    ['no place', '{ "place": null }'],
    ['a relative project', '{ "place": { "project": "." } }'],
    ['a relative start', '{ "place": { "project": "/a", "cwd": "b" } }'],
  ])('%s', (_, changes) => {
    const { decision, reason } = answer(policies, { ...requestFor('todo', ''), ...JSON.parse(changes) });
    expect(decision).toBe('deny');
    expect(reason).toMatch(/^canonry's guard (?:failed|was asked in a way that it does not understand): .+\.$/);
  });
});

function searchIn(directory: string): GuardRequest {
  const asks = [
    { tool: 'task', subject: 'scout' },
    { tool: 'external_directory', subject: directory },
  ];
  return requestFor('', '', { asks });
}

function throwing(): never {
  throw new Error('no such file');
}
