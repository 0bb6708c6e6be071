import {
  findingOf,
  joinWords,
  quote,
  type Agent,
  type Finding,
  type JsonObject,
  type JsonValue,
  type Roster,
} from '@canonry/core';
import { plainAgent } from './plain-agent.js';
import { textAt } from '../read/js-object.js';
import { pathBelow } from '../read/prompt-text.js';
import { composedOrder, isSame } from './record-agent.js';
import { RECORD_FILE, type LegacyRecord, type RecordedAgent } from './record.js';

interface ExportedLegacy {
  readonly document: JsonObject;
  /** Texts of prompts by path below the configuration directory. */
  readonly prompts: ReadonlyMap<string, string>;
  /** Agents' keys in the document by their names. */
  readonly keyOf: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** The legacy file that says what the agents say, in the order and spelling that the record keeps. */
export function exportAgentsJson({ agents, project }: Roster, record: LegacyRecord): ExportedLegacy {
  const byName = new Map(agents.map((agent) => [agent.name, agent]));
  const recordedNames = new Set(record.agents.map(({ agent }) => agent));
  const models = new Map([...project.models, ...(project.targetModels.get('opencode') ?? [])]);
  const added = agents.filter(({ name }) => !recordedNames.has(name));
  const keyOf = keysByName(agents, record);
  const document = new Map<string, JsonValue>();
  const prompts = new Map<string, string>();
  const findings: Finding[] = record.agents.length === 0 ? [] : added.map(explainNew);

  const entries: readonly RecordedAgent[] = [
    ...record.agents,
    ...added.map((agent) => ({ key: keyOf.get(agent.name) ?? agent.name, agent: agent.name, instead: [] })),
  ];
  for (const entry of entries) {
    const agent = byName.get(entry.agent ?? '');
    if (agent === undefined) {
      if (entry.original !== undefined) document.set(entry.key, entry.original);
      else findings.push(findingOf('legacy-gone', { file: RECORD_FILE }, { agent: quote(entry.agent ?? entry.key) }));
      continue;
    }
    const spelled = spellAgent(agent, entry, models.get(agent.name), keyOf);
    document.set(keyOf.get(agent.name) ?? agent.name, spelled.members);
    findings.push(...spelled.findings);
    const reference = /^\{file:(.+)\}$/.exec(textAt(spelled.members, 'prompt') ?? '')?.[1];
    const path = reference === undefined || entry.isInline === true ? undefined : pathBelow('', reference);
    if (path === undefined) continue;
    if ((prompts.get(path) ?? agent.prompt) !== agent.prompt) findings.push(explainShared(agent, path));
    prompts.set(path, agent.prompt);
  }
  return { document, prompts, keyOf, findings };
}

/** As it was, as long as the name and display name of the agent are as they were. */
function keysByName(agents: readonly Agent[], record: LegacyRecord): ReadonlyMap<string, string> {
  const entries = new Map(record.agents.map((entry) => [entry.agent, entry]));
  return new Map(
    agents.map((agent) => {
      const plain = agent.displayName ?? agent.name;
      const entry = entries.get(agent.name);
      return [agent.name, entry !== undefined && (entry.plainKey ?? entry.key) === plain ? entry.key : plain];
    }),
  );
}

function spellAgent(
  agent: Agent,
  entry: RecordedAgent,
  model: string | undefined,
  keyOf: ReadonlyMap<string, string>,
): { members: JsonObject; findings: readonly Finding[] } {
  const where = { file: agent.file, agent: agent.name };
  const plain = plainAgent(agent, { model, isInline: entry.isInline, keyOf });
  const holding = entry.instead.filter((item) => isSame(item.plain, plain.members.get(item.member)));
  const findings: Finding[] = entry.instead
    .filter((item) => !holding.includes(item))
    .map(({ member }) => findingOf('legacy-changed', where, { member, agent: quote(agent.name) }));
  if ((keyOf.get(agent.name) ?? agent.name) !== entry.key)
    findings.push(findingOf('legacy-changed', where, { member: 'the key', agent: quote(agent.name) }));
  const isKept = holding.some(({ member }) => member === 'permission');
  const lost = lostKeys(agent);
  if (lost.length > 0)
    findings.push(findingOf('legacy-no-place', where, { what: joinWords(lost), agent: quote(agent.name) }));
  const values = new Map([
    ...plain.members,
    ...holding.flatMap(({ member, original }) => (original === undefined ? [] : [[member, original] as const])),
  ]);
  const order = composedOrder(plain.members, holding);
  const wanted = entry.order ?? [];
  const sorted = [
    ...wanted.filter((member) => order.includes(member)),
    ...order.filter((member) => !wanted.includes(member)),
  ];
  const members = new Map(
    sorted.flatMap((member) => {
      const value = values.get(member);
      return value === undefined ? [] : [[member, value] as const];
    }),
  );
  return { members, findings: [...findings, ...(isKept ? [] : plain.findings)] };
}

function lostKeys({ tags, skills, context, rules }: Agent): readonly string[] {
  return Object.entries({ tags, skills, rules, context }).flatMap(([key, items]) => (items.length > 0 ? [key] : []));
}

function explainShared({ file, name }: Agent, path: string): Finding {
  const parameters = { rule: `two prompts in ${path}`, reason: 'its agents shared one, and no longer do' };
  return findingOf('legacy-unsayable', { file, agent: name }, parameters);
}

function explainNew(agent: Agent): Finding {
  return findingOf('legacy-new', { file: agent.file, agent: agent.name }, { agent: quote(agent.name) });
}
