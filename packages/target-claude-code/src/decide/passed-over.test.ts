import { expect, it } from 'vitest';
import { judgeBash } from './judge-bash.js';
import type { Settings } from './settings.js';

const PLACE = { project: '/work', home: '/home/a' };

it.each([
  ['Bash(npm test *)', 'timeout 5 npm test', 'allowed', 'owned-claude-code-wrappers'],
  ['Bash(npm test *)', 'NODE_ENV=x npm test', 'allowed', 'owned-claude-code-wrappers'],
  ['Bash(npm test *)', 'noglob npm test', 'allowed', 'owned-claude-code-wrappers'],
  ['Bash(npm test *)', 'xargs npm test', 'allowed', 'owned-claude-code-wrappers'],
  ['Bash(npm test)', 'nohup npm test', 'allowed', 'owned-claude-code-wrappers'],
  ['Bash(npm test)', 'xargs npm test', 'open', undefined],
  ['Bash(npm test)', 'npm test', 'allowed', undefined],
  ['Bash(nohup *)', 'nohup npm test', 'allowed', undefined],
] as const)('%s: %s is %s', (rule, command, kind, owned) => {
  const content = rule.slice('Bash('.length, -1);
  const allow = [{ tool: 'Bash', content, root: '/work' }];
  const settings: Settings = {
    allow,
    ask: [],
    deny: [],
    mode: 'default',
    asksNobody: false,
    directories: [],
    hooks: [],
    answerers: [],
    hooksDisabled: false,
    runsSkillCommands: true,
    hasOwnSkills: true,
  };
  const verdict = judgeBash(command, settings, PLACE);
  expect([verdict.kind, verdict.owned]).toEqual([kind, owned]);
});
