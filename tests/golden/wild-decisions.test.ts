import { entryOf, renderTargets, type Agent, type FileTree, type Question, type Target } from '@canonry/core';
import { filesOf } from '@canonry/core/testing';
import { claudeCode } from '@canonry/target-claude-code';
import { opencode } from '@canonry/target-opencode';
import { pi } from '@canonry/target-pi';
import { expect, it } from 'vitest';
import { wildFiles } from '../wild/front-matters.js';
import { rosterOf } from '../wild/import-and-render.js';
import { CLAUDE_CODE, OPENCODE, PI } from '../wild/shapes.js';

// Without todo: OpenCode keeps it from subagents unless it is named, and a definition has one policy for both roles.
const ASKED: Readonly<Record<string, readonly string[]>> = {
  bash: ['ls', 'git push', 'rm -rf x', 'npm test', 'cat a > b'],
  read: ['src/a', '.env', '/etc/passwd'],
  edit: ['src/a', '.env', '/etc/passwd'],
  external_directory: ['/tmp/x'],
  webfetch: ['https://example.org/'],
  websearch: ['x'],
  task: ['other'],
  skill: ['x'],
  glob: ['**'],
  grep: ['x'],
};

const PLACE = { trusted: true, home: '/home/u', project: '/home/u/p', pathPrefix: '', scope: 'project' } as const;

function decisionsOf(target: Target, files: FileTree, agent: string, mode: Agent['mode']): readonly string[] {
  const roles: readonly Question['role'][] =
    mode === 'all' ? ['main', 'subagent'] : [mode === 'primary' ? 'main' : 'subagent'];
  return roles.flatMap((role) =>
    Object.entries(ASKED).flatMap(([tool, inputs]) =>
      inputs.map((input) => `${role} ${tool} ${input}: ${target.decide(files, { ...PLACE, agent, role, tool, input }).decision}`),
    ),
  );
}

const STRICTNESS = ['allow', 'ask', 'deny'];
const strictness = (line = ''): number => STRICTNESS.indexOf(line.slice(line.lastIndexOf(' ') + 1));

it.each([
  [claudeCode, '.claude/agents/wild.md', wildFiles(CLAUDE_CODE, 'tools: Read, Bash')],
  [opencode, '.opencode/agent/wild.md', wildFiles(OPENCODE, 'permission: {edit: deny}')],
  [pi, '.pi/agents/wild.md', wildFiles(PI, 'tools: read, bash')],
] as const)('what is rendered after an import lets an agent of $name do no more, in any role', (target, path, wild) => {
  let compared = 0;
  const wider = wild.flatMap(({ label, bytes }) => {
    const before: FileTree = new Map([[path, { bytes, executable: false }]]);
    const imported = target.read?.(before);
    const [first, ...others] = imported?.agents ?? [];
    // With an error nothing is created.
    const isRefused = imported?.findings.some(({ code }) => entryOf(code).severity === 'error');
    if (first === undefined || others.length > 0 || isRefused === true) return [];
    const agent = { ...first.agent, skills: [], file: path };
    const { rendered, findings } = renderTargets({ roster: rosterOf([agent], target.name), targets: [target], pathPrefix: '' });
    if (findings.some(({ code }) => entryOf(code).severity === 'error')) return [];
    const old = decisionsOf(target, before, agent.displayName ?? agent.name, agent.mode);
    // A harness that refuses the file permits nothing, and nobody means that.
    if (old.every((line) => line.endsWith(' deny'))) return [];
    const now = decisionsOf(target, filesOf(rendered), agent.name, agent.mode);
    compared += 1;
    return now.flatMap((line, at) => (strictness(line) < strictness(old[at]) ? [`${label}: ${old[at]} -> ${line}`] : []));
  });
  expect(wider).toEqual([]);
  expect(compared).toBeGreaterThan(50);
});
