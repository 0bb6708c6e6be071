import { findingOf, quote, quoteList, type Finding, type ImportedAgent, type Policy } from '@canonry/core';
import { describe, displayNameOf } from '@canonry/core/reading';
import { isList, isText } from '../decide/plain-value.js';
import { explainHooks } from './explain-hooks.js';
import { explainMode } from './explain-mode.js';
import { isGuard, withRules } from './guarded.js';
import { KNOWN_TOOLS } from './known-tools.js';
import { tellPolicies } from './policies.js';
import type { HarnessAgent } from './read-agents.js';
import type { Reading } from './reading.js';

export interface BuildOptions {
  readonly name: string;
  readonly reading: Reading;
  /** What the guard of canonry holds for it, if that is there. */
  readonly guarded?: readonly Policy[];
  /** The skills that come along. */
  readonly skills: readonly string[];
}

export interface BuiltAgent {
  readonly imported: ImportedAgent;
  readonly findings: readonly Finding[];
}

/** An agent of canonry that may do no more than Claude Code lets it. */
export function buildAgent(agent: HarnessAgent, { name, reading, guarded, skills }: BuildOptions): BuiltAgent {
  const { key, record, file } = agent;
  const where = (field: string): Parameters<typeof findingOf>[1] => ({
    file,
    place: agent.placeOf(field),
    agent: name,
  });
  const findings: Finding[] = [];
  if (name !== key) findings.push(findingOf('import-renamed', where('name'), { agent: quote(key), name: quote(name) }));
  const { description, reason } = describe(isText(record['description']) ? record['description'] : undefined, key);
  if (reason !== undefined)
    findings.push(findingOf('import-description', where('description'), { agent: quote(key), reason }));
  const { permissions, findings: remarks } =
    guarded === undefined
      ? tellPolicies(reading, where('name'))
      : { permissions: withRules(guarded, reading), findings: [] };
  const model = modelOf(record['model']);
  if (typeof model === 'object')
    findings.push(findingOf('import-model', where('model'), { ...model, target: 'claude-code' }));
  findings.push(
    ...explainKeys(agent, where),
    ...explainTools(agent, where),
    ...(agent.says.tools?.length === 0
      ? [findingOf('import-no-tools', where('tools'), { agent: quote(key), harness: 'Claude Code', key: 'tools' })]
      : []),
    ...explainMode('permissionMode', record['permissionMode'], where('permissionMode')),
    ...explainSkills(record['skills'], skills, where),
    ...explainHooks(
      record['hooks'],
      false,
      () => where('hooks'),
      (hook) => guarded !== undefined && isGuard(hook, key),
    ),
    ...remarks,
  );
  const displayName = displayNameOf(key, name);
  // Where a person talks to the agent its mode does not hold, and edits are asked about: only what others start may edit so.
  const isForOthers = guarded === undefined && record['permissionMode'] === 'acceptEdits';
  const { maxTurns } = record;
  const built = {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    description,
    mode: isForOthers ? ('subagent' as const) : ('all' as const),
    tags: [],
    skills: listOf(record['skills']).filter((skill) => skills.includes(skill)),
    context: [],
    rules: [],
    ...(Number.isSafeInteger(maxTurns) && Number(maxTurns) > 0 ? { maxTurns: Number(maxTurns) } : {}),
    permissions,
    prompt: agent.prompt,
  };
  // There is no such key: a person may talk to every agent, and another may start it.
  const unsaid = isForOthers ? {} : { unsaid: ['mode'] as const };
  return { imported: { agent: built, from: file, ...unsaid, ...(isText(model) ? { model } : {}) }, findings };
}

/** An id, or one of the names that stand for the model of the day. */
function modelOf(model: unknown): string | { readonly value: string } | undefined {
  if (model === undefined || model === null || model === 'inherit') return undefined;
  if (isText(model) && /^(?:claude-[\w.-]+|sonnet|opus|haiku)$/.test(model)) return `anthropic/${model}`;
  return { value: isText(model) ? quote(model) : 'something else' };
}

/** Text is divided at commas, as a list of skills is. */
function listOf(value: unknown): readonly string[] {
  const texts = isText(value) ? value.split(',') : isList(value) ? value.filter(isText) : [];
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

type WhereOf = (field: string) => Parameters<typeof findingOf>[1];

const READ: ReadonlySet<string> = new Set(
  'name description tools disallowedTools model permissionMode maxTurns skills hooks'.split(' '),
);

const STAYS = "belongs into the harness's own configuration; keep it in a file of Claude Code";
const DROPPED: ReadonlyMap<string, string> = new Map([
  ['mcpServers', `a server ${STAYS}`],
  ['memory', `where an agent remembers ${STAYS}`],
  ['background', `how an agent is run ${STAYS}`],
  ['isolation', `how an agent is run ${STAYS}`],
  ['effort', `how long a model thinks ${STAYS}`],
  ['initialPrompt', 'write it into the prompt if the agent needs it everywhere'],
  ['color', `how an agent is shown ${STAYS}`],
]);

function explainKeys({ record }: HarnessAgent, where: WhereOf): readonly Finding[] {
  return Object.keys(record)
    .filter((key) => !READ.has(key))
    .map((key) => {
      const place = DROPPED.get(key);
      const unknown = { key: quote(key), harness: 'Claude Code', consequence: 'passes over it' };
      return place === undefined
        ? findingOf('import-unknown-key', where(key), unknown)
        : findingOf('import-dropped-key', where(key), { key, place });
    });
}

function explainTools({ record, says }: HarnessAgent, where: WhereOf): readonly Finding[] {
  return ['tools', 'disallowedTools'].flatMap((field) => {
    const named = field === 'tools' ? (says.tools ?? []) : says.disallowed;
    const unknown = named.filter((tool) => tool !== '*' && !tool.startsWith('mcp__') && !KNOWN_TOOLS.has(tool));
    const texts = isText(record[field]) ? [record[field]] : isList(record[field]) ? record[field].filter(isText) : [];
    const narrowed = texts.flatMap((text) => text.match(/\b(?!Agent\b|Task\b)\w+\([^()]*\)/g) ?? []);
    const has = field === 'tools' ? 'the agent has the whole tool' : 'the whole tool is taken away';
    return [
      ...narrowed.map((text) =>
        explainNoEffect(where(field), `${field} ${quote(text)}`, `what stands in parentheses is ignored: ${has}`),
      ),
      ...(unknown.length === 0
        ? []
        : [explainNoEffect(where(field), `${field} ${quoteList(unknown)}`, 'there is no such tool')]),
    ];
  });
}

function explainSkills(named: unknown, known: readonly string[], where: WhereOf): readonly Finding[] {
  return listOf(named)
    .filter((skill) => !known.includes(skill))
    .map((skill) =>
      findingOf('import-skipped-skill', where('skills'), {
        skill: quote(skill),
        reason: 'there is no skill of that name in .claude/skills',
      }),
    );
}

function explainNoEffect(where: Parameters<typeof findingOf>[1], rule: string, reason: string): Finding {
  const advice = 'say in the permissions of the agent what it was meant to do';
  return findingOf('import-no-effect', where, { rule, reason, advice, harness: 'Claude Code' });
}
