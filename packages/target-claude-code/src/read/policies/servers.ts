import { findingOf, isStricter, MCP_TOOL, strictest, type Action, type Finding } from '@canonry/core';
import { coversTool } from '../../decide/rule.js';
import { hasTool } from '../../decide/tools-of.js';
import { showRule, type HarnessRule } from '../harness-settings.js';
import { isCovered, isOffered, unasked, wholeDecision, type Reading, type Told } from '../reading.js';

/** Tools of MCP servers, as far as something names them, and `*` for all others. */
export function tellServers(reading: Reading): readonly Told[] {
  const written = [
    ...reading.rules.map(({ tool }) => tool),
    ...(reading.says.tools ?? []),
    ...reading.says.disallowed,
  ].filter((name) => name.startsWith('mcp__'));
  const servers = new Set(
    written.map((name) => /^(mcp__.+?)(?:__.*)?$/s.exec(name)?.[1] ?? name).filter((name) => !name.includes('*')),
  );
  const tools = new Set(written.filter((name) => /^mcp__.+?__[^*]+$/s.test(name)));
  const others = tellOthers(reading);
  const told = [...servers].flatMap((server) => {
    const own = tellServer(server, reading);
    const exact = [...tools]
      .filter((name) => name.startsWith(`${server}__`))
      .map((name) => ({
        policy: { tool: name, intent: wholeDecision(reading, name, unasked(reading)), rules: [] },
        findings: [],
      }));
    return [own, ...exact.filter(({ policy }) => policy.intent !== own.policy.intent)];
  });
  const valid = told.filter(({ policy }) => MCP_TOOL.test(policy.tool));
  const lost = told.filter((one) => !valid.includes(one) && isStricter(one.policy.intent, others.policy.intent));
  const findings = lost.map(({ policy }) =>
    findingOf(
      'import-lost-restriction',
      { file: reading.rules[0]?.where.file ?? '' },
      {
        rule: `${policy.tool} (${policy.intent})`,
        reason: 'it has no name for that tool',
        advice: 'take it out, and deny the server as a whole',
      },
    ),
  );
  return [...valid, { ...others, findings: [...others.findings, ...findings] }];
}

/** A server stands for those of its tools that nothing names: each of its rules may be about one of them. */
function tellServer(server: string, reading: Reading): Told {
  const some = `${server}__${UNNAMED}`;
  const partial = reading.rules.filter(
    ({ tool, list }) =>
      list !== 'allow' &&
      tool.startsWith(`${server}__`) &&
      tool.includes('*') &&
      !coversTool({ tool, root: '' }, some, list),
  );
  const own = wholeDecision(reading, some, unasked(reading));
  const intent = strictest([own, ...partial.map(({ list }): Action => (list === 'deny' ? 'deny' : unasked(reading)))]);
  const findings: Finding[] = [
    ...partial.map((rule) => explain(rule, server, intent)),
    ...reading.rules
      .filter(
        ({ list, tool }) =>
          list === 'allow' &&
          tool.startsWith(`${server}__`) &&
          tool.includes('*') &&
          !coversTool({ tool, root: '' }, some, list),
      )
      .map((rule) => explain(rule, server, intent)),
  ];
  return { policy: { tool: server, intent, rules: [] }, findings };
}

/** No name that people give to a tool holds it. */
const UNNAMED = '\uE000';

function explain(rule: HarnessRule, server: string, intent: Action): Finding {
  return findingOf(
    'import-stricter',
    { ...rule.where, tool: server },
    {
      rule: showRule(rule),
      reason: 'canonry has no pattern for some tools of a server',
      instead: `one intent for all that nothing names, "${intent}"`,
    },
  );
}

/** What the agent has beside all that has a name: at least the strictest of its own tools and those of servers. */
function tellOthers(reading: Reading): Told {
  const { says, rules } = reading;
  const isOpen = says.tools === undefined;
  const names = [`mcp__${UNNAMED}__${UNNAMED}`];
  const denied = rules.filter(({ list }) => list === 'deny');
  const intent = isOpen && names.every((name) => hasTool(name, says, 'main', denied)) ? unasked(reading) : 'deny';
  return { policy: { tool: '*', intent, rules: [] }, findings: [] };
}

/** Lists of tasks, of which there are two tools. */
export function tellTodo(reading: Reading): Told {
  const tools = ['TaskCreate', 'TaskUpdate'].filter((tool) => isOffered(reading, tool));
  const isAsked = tools.some((tool) => isCovered(reading, 'ask', tool));
  const intent = tools.length === 0 ? 'deny' : isAsked ? unasked(reading) : 'allow';
  return { policy: { tool: 'todo', intent, rules: [] }, findings: [] };
}
