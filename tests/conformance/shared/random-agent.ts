import type { Agent, Policy } from '@canonry/core';
import { ACTIONS } from '../../../packages/core/src/agent.js';
import { pick } from './sample.js';

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  bash: [
    'git *',
    'git push*',
    'git push --force*',
    'git push',
    'ls',
    'ls *',
    'rm -rf *',
    'rm ?',
    '*--force*',
    'echo *',
    'cat *',
    '* /*',
    '*..*',
    '10',
    'npm run *',
    '*',
    '*=1*',
    'X=1 *',
    'ls a > *',
  ],
  read: ['src/**', '*.env', '*', 'docs/*', '~/notes/*', '/etc/*', '?.md', '~/**'],
  edit: ['src/**', '*.md', '*', 'docs/*', '~/notes/*', '/etc/*', '/run/agenix/**', '*.env'],
  external_directory: ['~/p/**', '~/notes/*', '/etc/**', '/tmp/**', '*', '/usr/lib/*'],
  webfetch: ['http://127.0.0.1*', 'https://*', '*', 'http://127.0.0.1:9/a'],
  websearch: ['how *', '*'],
  task: ['general', 'some*', '*'],
  glob: ['**/*.ts', '*', 'src*'],
  grep: ['TODO*', '?', '*'],
  skill: ['customize-*', '*'],
};

const FLAT = ['question', 'todo', 'doom_loop', 'list', '*'];

/** An agent with policies that people might write, for tools picked at random. */
export function randomAgent(random: () => number, name: string): Agent {
  const tools = [...Object.keys(PATTERNS), ...FLAT].filter((tool) => random() < (tool === 'bash' ? 0.9 : 0.45));
  return {
    name,
    description: 'An agent that was made up',
    mode: pick(random, ['primary', 'primary', 'subagent', 'all'] as const),
    tags: [],
    skills: [],
    context: [],
    rules: [],
    permissions: tools.map((tool) => randomPolicy(random, tool)),
    prompt: 'You are a test.',
    file: `agents/${name}/agent.toml`,
  };
}

function randomPolicy(random: () => number, tool: string): Policy {
  const patterns = PATTERNS[tool] ?? [];
  const count = patterns.length === 0 ? 0 : Math.floor(random() * 5);
  const rules = Array.from({ length: count }, () => ({
    pattern: pick(random, patterns),
    action: pick(random, ACTIONS),
  }));
  return { tool, intent: pick(random, ACTIONS), rules };
}
