import type { Agent, Policy } from '@canonry/core';
import { ACTIONS } from '../../../packages/core/src/agent.js';
import { markerOf } from './measured-cases.js';
import { pick } from '../shared/sample.js';

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  bash: [
    'git *',
    'git push*',
    'git push --force*',
    'mytool',
    'mytool *',
    'mytool run *',
    'mytool * main',
    'ls *',
    'rm -rf *',
    'rm ?',
    '*--force*',
    'cat *',
    '* /*',
    '*..*',
    'npm run *',
    '*',
  ],
  read: ['src/**', '*.env', 'docs/*', '~/notes/*', '/etc/*', '?.md', '*secret*'],
  edit: [
    'src/**',
    '*.md',
    'docs/*',
    '~/notes/*',
    '/etc/*',
    '/run/agenix/**',
    '*.env',
    'README.md',
    'src/*.ts',
    '**/gen/**',
  ],
  external_directory: ['~/p/**', '~/notes/*', '/etc/**', '/opt/**', '/usr/lib/*'],
  webfetch: ['https://example.com/*', '*'],
  skill: ['deploy', 'release', 'de*'],
  task: ['helper', 'reviewer', 're*'],
  grep: ['TODO*'],
};
const FLAT = ['question', 'todo', 'websearch', 'glob', 'mcp__notes', 'mcp__notes__write', '*'];

type Random = () => number;

/** Agents that share a project, with policies that people might write. */
export function randomAgents(random: Random, count: number, first: number): readonly Agent[] {
  // Agents of one project are often alike.
  const common = [...Object.keys(PATTERNS), ...FLAT].filter(() => random() < 0.45);
  return Array.from({ length: count }, (_, at): Agent => {
    const name = `agent-${first + at}`;
    const tools = [...new Set(['bash', ...common])].filter(() => random() < 0.85);
    return {
      name,
      description: 'An agent that was made up',
      mode: pick(random, ['primary', 'subagent', 'subagent', 'all'] as const),
      tags: [],
      skills: [],
      context: [],
      rules: [],
      permissions: tools.map((tool) => randomPolicy(random, tool)),
      prompt: markerOf(name),
      file: `agents/${name}/agent.toml`,
    };
  });
}

function randomPolicy(random: Random, tool: string): Policy {
  const patterns = PATTERNS[tool] ?? [];
  const count = patterns.length === 0 ? 0 : Math.floor(random() * 4);
  const rules = Array.from({ length: count }, () => ({
    pattern: pick(random, patterns),
    action: pick(random, ACTIONS),
  }));
  return { tool, intent: pick(random, ACTIONS), rules };
}
