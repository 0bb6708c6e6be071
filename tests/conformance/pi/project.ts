import type { Agent, Enforcement, FileTree, OptionValue, Policy, Roster, Scope } from '@canonry/core';
import { renderForTest } from '@canonry/core/testing';
import { pi } from '@canonry/target-pi';

/** `['deny', 'ls *:allow']` for a tool: the intent and the rules. */
type Said = readonly [intent: Policy['intent'], ...rules: string[]];

interface Written {
  readonly enforcement?: Enforcement;
  readonly scope?: Scope;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

export function agentOf(name: string, mode: Agent['mode'], permissions: Readonly<Record<string, Said>>): Agent {
  return {
    name,
    description: `The ${name} of a test`,
    mode,
    tags: [],
    skills: [],
    context: [],
    rules: [],
    permissions: Object.entries(permissions).map(([tool, [intent, ...rules]]) => ({
      tool,
      intent,
      rules: rules.map(ruleOf),
    })),
    prompt: `You are the ${name} of a test.\n`,
    file: `agents/${name}/agent.toml`,
  };
}

function ruleOf(text: string): Policy['rules'][number] {
  const colon = text.lastIndexOf(':');
  const action = (['allow', 'ask', 'deny'] as const).find((one) => one === text.slice(colon + 1));
  if (action === undefined) throw new Error(`not a rule: ${text}`);
  return { pattern: text.slice(0, colon), action };
}

/** What canonry writes for these agents. */
export function filesFor(
  agents: readonly Agent[],
  { enforcement = 'guard', scope = 'project', options = {} }: Written = {},
): FileTree {
  const section = { scope, enforcement, options: new Map(Object.entries(options)) };
  const targets = new Map([['pi', section]]);
  const project = { agents: ['agents'], targets, models: new Map(), targetModels: new Map(), accept: [] };
  const roster: Roster = { agents, skills: [], rules: [], context: [], project };
  const place = { trusted: true, home: '/', project: '/', pathPrefix: '', scope };
  return renderForTest(pi, roster, place).files;
}
