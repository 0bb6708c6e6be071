import { ACTIONS, AGENT_KEYS, type Policy, type Rule } from './agent.js';
import { findingOf, type Finding, type KeyPath } from './diagnostic.js';
import { parseRule } from './parse-rule.js';
import { isTable, textsAt, type TomlTable } from './parse-toml.js';
import { showKey } from './text/key-path.js';
import { quote } from './text/quote.js';
import { isTool, TOOLS_WITH_SUBJECT } from './tools.js';
import { explainUnknownTool, showToolTable } from './unknown-tool.js';

interface ParsedPermissions {
  readonly policies: readonly Policy[];
  readonly findings: readonly Finding[];
  /** Tables about which everything is said. */
  readonly explained: readonly KeyPath[];
}

type Where = { readonly file: string; readonly agent: string };

/** Reads the `[permissions.TOOL]` tables as far as they can be read. Their types are the schema's business. */
export function parsePermissions(table: TomlTable, where: Where): ParsedPermissions {
  const policies: Policy[] = [];
  const findings: Finding[] = [];
  const explained: KeyPath[] = [];
  const permissions = table['permissions'];
  for (const [tool, value] of isTable(permissions) ? Object.entries(permissions) : []) {
    const path = ['permissions', tool];
    if (!isTool(tool)) {
      findings.push(explainStranger(tool, value, where));
      explained.push(path);
      continue;
    }
    if (!isTable(value)) continue;
    const entries = textsAt(value, 'rules');
    const refusal = explainRefusedRules(tool, Object.hasOwn(value, 'rules'), entries, where);
    if (refusal !== undefined) {
      findings.push(refusal);
      explained.push([...path, 'rules']);
      continue;
    }
    const parsed = entries.map(({ text, index }) =>
      parseRule(text, { ...where, tool, place: { kind: 'value', path: [...path, 'rules', index] } }),
    );
    findings.push(
      ...parsed.filter(isFinding),
      ...parsed.flatMap((rule, index) =>
        findPadding(rule, [...path, 'rules', entries[index]?.index ?? 0], { ...where, tool }),
      ),
    );
    const intent = ACTIONS.find((action) => action === value['intent']);
    const rules = parsed.filter((rule): rule is Rule => !isFinding(rule));
    if (intent !== undefined) policies.push({ tool, intent, rules });
  }
  return { policies, findings, explained };
}

/** True if the tool decides on a subject that patterns can match. */
function takesRules(tool: string): boolean {
  return TOOLS_WITH_SUBJECT.some((withSubject) => withSubject === tool);
}

function isFinding(parsed: Rule | Finding): parsed is Finding {
  return 'code' in parsed;
}

/** Subjects seldom begin or end with a space, and people do not see it: such a rule looks as if it held. */
function findPadding(rule: Rule | Finding, path: KeyPath, where: Where & { readonly tool: string }): Finding[] {
  if (isFinding(rule) || rule.pattern === rule.pattern.trim()) return [];
  const { pattern, action } = rule;
  const parameters = {
    rule: quote(`${pattern}:${action}`),
    where: pattern === pattern.trimStart() ? 'ends' : 'begins',
    example: quote(`${pattern.trim()}:${action}`),
  };
  return [findingOf('padded-pattern', { ...where, place: { kind: 'value', path } }, parameters)];
}

function explainStranger(tool: string, value: unknown, where: Where): Finding {
  const place = { kind: 'key', path: ['permissions', tool] } as const;
  if (AGENT_KEYS.includes(tool) && !isTable(value))
    return findingOf('misplaced-key', { ...where, place }, { key: tool, table: 'permissions' });
  return explainUnknownTool(tool, { ...where, tool, place }, { show: showToolTable });
}

/** Rules where none can be, and coding rules that TOML's table order made into rules of a tool. */
function explainRefusedRules(
  tool: string,
  hasRules: boolean,
  entries: readonly { readonly text: string }[],
  where: Where,
): Finding | undefined {
  const place = { kind: 'key', path: ['permissions', tool, 'rules'] } as const;
  const namesFiles = entries.length > 0 && entries.every(({ text }) => /^[\w-]+(?:\/[\w-]+)+$/.test(text));
  if (namesFiles)
    return findingOf(
      'misplaced-key',
      { ...where, tool, place },
      { key: 'rules', table: `permissions.${showKey(tool)}` },
    );
  if (!hasRules || takesRules(tool)) return undefined;
  const reason = tool === '*' ? 'it stands for tools of every kind' : 'there is no subject that a pattern could match';
  return findingOf('rules-not-allowed', { ...where, tool, place }, { tool: quote(tool), reason });
}
