import {
  findingOf,
  prettyJson,
  quote,
  renderTargets,
  type Agent,
  type FileTree,
  type Finding,
  type JsonObject,
  type JsonValue,
  type Roster,
  type Target,
} from '@canonry/core';
import { faultOf, ORDINARY_PLACE, questionsFor } from '@canonry/core/testing';
import { opencode } from '@canonry/target-opencode';
import { rulesReadOtherwise } from '@canonry/target-opencode/legacy';

interface ExportedAgents {
  readonly document: JsonObject;
  /** Agents' keys in the document by their names. */
  readonly keyOf: ReadonlyMap<string, string>;
}

/**
 * Where OpenCode, which reads the legacy file as it is, would let an agent do more than its definition: one finding for each
 * agent and tool. The export gives back what was imported, so it cannot close these as the rendering does.
 */
export function findLegacyWidenings(roster: Roster, exported: ExportedAgents): readonly Finding[] {
  const { agents } = roster;
  const files = configurationOf(exported.document);
  const target = asCalledThere(exported.keyOf);
  const rendered = renderTargets({ roster, targets: [opencode], pathPrefix: '' }).findings;
  return agents.flatMap((agent) => {
    const found = [
      ...findWidened(target, files, agent),
      ...rulesReadOtherwise(agent).map(({ tool, pattern, action, laxer }) => {
        const what = `${tool} ${quote(`${pattern}:${action}`)} means another text there, which may leave ${laxer}`;
        return explain(agent, tool, what, pattern);
      }),
      ...rendered
        .filter((one) => one.agent === agent.name && (one.code === 'widened' || one.code === 'unenforced'))
        .map(({ tool = '*', message, witness }) => explain(agent, tool, message, witness)),
    ];
    return found.filter(({ tool }, index) => found.findIndex((other) => other.tool === tool) === index);
  });
}

function findWidened(target: Target, files: FileTree, agent: Agent): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const question of questionsFor(agent, ORDINARY_PLACE)) {
    if (found.has(question.tool)) continue;
    const fault = faultOf(target, { files, findings: [] }, agent, question);
    if (fault?.kind !== 'widened') continue;
    const { tool, input, bound, harness } = fault;
    const subject = input === '' ? '' : ` ${quote(input)}`;
    found.set(tool, explain(agent, tool, `${tool}${subject} is ${bound} here and ${harness} there`, input));
  }
  return [...found.values()];
}

function explain(agent: Agent, tool: string, what: string, witness: string | undefined): Finding {
  const named = [tool, '*'].find((one) => agent.permissions.some((policy) => policy.tool === one));
  const place = named === undefined ? {} : { place: { kind: 'key', path: ['permissions', named] } as const };
  const where = { file: agent.file, agent: agent.name, tool, target: 'opencode', witness, ...place };
  return findingOf('legacy-widens', where, { agent: quote(agent.name), what });
}

/** A configuration that holds the document. Prompts decide nothing, and their files are elsewhere. */
function configurationOf(document: JsonObject): FileTree {
  const agents = [...document].map(([key, value]) => [key, withoutPrompt(value)] as const);
  const text = prettyJson(new Map([['agent', new Map(agents)]]), { unit: ' ', lineEnd: '\n' });
  return new Map([['opencode.json', { bytes: new TextEncoder().encode(text), executable: false }]]);
}

function withoutPrompt(value: JsonValue): JsonValue {
  return value instanceof Map ? new Map([...value].filter(([member]) => member !== 'prompt')) : value;
}

/** OpenCode, asked about agents by the names that they have here. */
function asCalledThere(keyOf: ReadonlyMap<string, string>): Target {
  const keyIn = (name: string): string => keyOf.get(name) ?? name;
  return {
    ...opencode,
    decide: (files, question) => {
      const { agent, tool, input } = question;
      const named = agent === undefined ? {} : { agent: keyIn(agent) };
      return opencode.decide(files, { ...question, ...named, input: tool === 'task' ? keyIn(input) : input });
    },
  };
}
