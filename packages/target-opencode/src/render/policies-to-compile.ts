import type { Agent, Policy } from '@canonry/core';
import type { FilePlace } from './compile-files.js';

/** What OpenCode does by itself where nothing is specified. */
const FACTORY: readonly Policy[] = [
  {
    tool: 'read',
    intent: 'allow',
    rules: [
      { pattern: '*.env', action: 'ask' },
      { pattern: '*.env.*', action: 'ask' },
      { pattern: '*.env.example', action: 'allow' },
    ],
  },
  { tool: 'edit', intent: 'allow', rules: [] },
];

/**
 * The policies that need a key of their own, one for each tool. Those of `*` do where OpenCode has a rule for the tool that
 * `"*"` does not change, or sees more in a call than the tool alone.
 */
export function policiesToCompile(agent: Agent, place: FilePlace): readonly Policy[] {
  const own = agent.permissions.filter(({ tool }) => tool !== '*' && !tool.startsWith('mcp__'));
  const star = agent.permissions.find(({ tool }) => tool === '*');
  const missing = (tools: readonly string[]): readonly string[] =>
    tools.filter((tool) => !own.some((policy) => policy.tool === tool));
  const fromStar = star === undefined ? [] : missing(toolsBesideStar(agent)).map((tool) => ({ ...star, tool }));
  return [...own, ...fromStar, ...(leavesUnasked(place) ? filesOf(missing(['read', 'edit']), star) : [])];
}

function toolsBesideStar({ mode, permissions }: Agent): readonly string[] {
  const intent = permissions.find(({ tool }) => tool === '*')?.intent;
  // A question is never asked about, so `ask` would let every one through.
  const question = intent === 'ask' ? ['question'] : [];
  // One agent that is started by another is denied these, unless they are named.
  const started = mode === 'primary' || intent === 'deny' ? [] : ['todo', 'task'];
  return [...question, ...started];
}

/** Inside of a work tree OpenCode does not ask about leaving a package. */
function leavesUnasked({ scope, pathPrefix, leaving }: FilePlace): boolean {
  return scope === 'project' && pathPrefix !== '' && leaving !== null && leaving !== 'allow';
}

function filesOf(tools: readonly string[], star: Policy | undefined): readonly Policy[] {
  return FACTORY.filter(({ tool }) => tools.includes(tool)).map((policy) =>
    star === undefined ? policy : { ...star, tool: policy.tool },
  );
}
