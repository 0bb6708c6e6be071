import { ACTIONS, type Agent, type Policy } from '../agent.js';

/** An agent for tests, with policies written as in agent.toml: the intent, then the rules. */
export function agentWith(permissions: Readonly<Record<string, readonly string[]>>, name = 'tester'): Agent {
  return {
    name,
    description: 'An agent for tests',
    mode: 'all',
    tags: [],
    skills: [],
    context: [],
    rules: [],
    permissions: Object.entries(permissions).map(([tool, [intent = '', ...rules]]) => policyWith(tool, intent, rules)),
    prompt: 'Test.',
    file: `agents/${name}/agent.toml`,
  };
}

export function policyWith(tool: string, intent: string, rules: readonly string[] = []): Policy {
  return { tool, intent: actionOf(intent), rules: rules.map(ruleOf) };
}

function ruleOf(text: string): Policy['rules'][number] {
  const colon = text.lastIndexOf(':');
  return { pattern: text.slice(0, colon), action: actionOf(text.slice(colon + 1)) };
}

function actionOf(text: string): Policy['intent'] {
  const action = ACTIONS.find((known) => known === text);
  if (action === undefined) throw new Error(`not an action: ${text}`);
  return action;
}
