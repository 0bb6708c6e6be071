import { afterAll, beforeAll, expect, it } from 'vitest';
import { askProgram, type Oracle } from './ask-program.js';
import { makeSandbox, type Sandbox } from './make-sandbox.js';
import type { Asked, MeasuredCase } from './measured-cases.js';
import { claudeCodeProgram } from './program.js';
import { runSession } from './run-session.js';

// Each of these would pass for an answer if the oracle had gone silent.

let sandbox: Sandbox;
let oracle: Oracle;
beforeAll(() => {
  sandbox = makeSandbox();
  oracle = { program: claudeCodeProgram(), sandbox: sandbox.directory };
});
afterAll(() => sandbox.remove());

const LINES: readonly Asked[] = ['allowed x', 'denied x', 'unlisted x'];

function caseWith(settings: string): MeasuredCase {
  return {
    name: 'control',
    files: { '.claude/settings.json': settings },
    agents: { tested: '' },
    trusted: true,
    scope: 'project',
    main: undefined,
    asked: {},
  };
}

async function decisions(item: MeasuredCase, agent: string): Promise<readonly string[]> {
  const answers = await askProgram(oracle, item, new Map([[agent, LINES]]));
  return (answers.get(agent) ?? []).map(({ decision }) => decision);
}

const SETTINGS = '{"permissions":{"allow":["Bash(allowed *)"],"deny":["Bash(denied *)"]}}';

it('tells the three answers apart', async () => {
  expect(await decisions(caseWith(SETTINGS), 'tested')).toEqual(['allow', 'deny', 'ask']);
});

it('shows settings that Claude Code discards as discarded', async () => {
  const invalid = SETTINGS.replace('"allow"', '"defaultMode":"bogus","allow"');
  expect(await decisions(caseWith(invalid), 'main')).toEqual(['ask', 'ask', 'ask']);
});

it('does not take a call that nobody answered for a decision', async () => {
  const missing: MeasuredCase = { ...caseWith(SETTINGS), agents: { tested: 'description: ""' } };
  expect(await decisions(missing, 'tested')).toEqual(['unclear', 'unclear', 'unclear']);
});

it('says so when the program does not start', async () => {
  const start = runSession({
    program: '/bin/false',
    sandbox: sandbox.directory,
    files: new Map(),
    trusted: true,
    arguments: [],
    threads: [],
  });
  await expect(start).rejects.toThrow('Claude Code did not start');
});

it('lets nothing that is allowed happen outside of the sandbox', async () => {
  const item = caseWith('{"permissions":{"allow":["Write","Bash"]}}');
  const asked: readonly Asked[] = [['Write', '/usr/canonry-was-here'], 'curl https://example.com'];
  const answers = await askProgram(oracle, item, new Map([['main', asked]]));
  expect(answers.get('main')?.map(({ decision, text }) => `${decision} ${/EROFS|no output/.exec(text)?.[0]}`)).toEqual([
    'allow EROFS',
    'allow no output',
  ]);
});
