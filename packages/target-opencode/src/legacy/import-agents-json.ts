import {
  entryOf,
  findingOf,
  quote,
  type Agent,
  type FileTree,
  type Finding,
  type Imported,
  type ImportedAgent,
  type JsonObject,
} from '@canonry/core';
import { readJson, type ReadJson } from '@canonry/core/read-json';
import { isPrompt, newNames, textOf, type SourceFile } from '@canonry/core/reading';
import { buildAgent, placeIn } from '../read/build-agent.js';
import { collectAgents, type HarnessAgent } from '../read/collect-agents.js';
import { holdsHalfCharacter, isObject, textAt } from '../read/js-object.js';
import { promptText } from '../read/prompt-text.js';
import { recordAgent } from './record-agent.js';
import { plainAgent } from './plain-agent.js';
import { RECORD_FILE, type LegacyRecord, type RecordedAgent } from './record.js';

interface ImportedLegacy extends Imported {
  readonly record: LegacyRecord;
}

/** Reads a legacy agents.json. `files` is rooted at the configuration directory, from which prompts are named. */
export function importAgentsJson(files: FileTree, file: string): ImportedLegacy {
  const text = textOf(files.get(file)?.bytes ?? new Uint8Array(), file);
  if (typeof text !== 'string') return failed(text);
  const json = readJson(text);
  if (typeof json === 'string') return failed(findingOf('import-unreadable', { file }, { path: file, reason: json }));
  if (holdsHalfCharacter(json.value))
    return failed(
      findingOf('import-unreadable', { file }, { path: file, reason: 'a text in it holds half of a character' }),
    );
  const shape = checkShape(json, file);
  if (shape.length > 0) return { ...failed(), findings: shape };

  const source: SourceFile = {
    file,
    data: new Map([['agent', json.value]]),
    placeOf: ([, ...path]) => ({ kind: 'text', ...json.placeOf(path) }),
  };
  const { agents, findings: remarks } = collectAgents([{ kind: 'json', source }]);
  const findings: Finding[] = [...explainJson(json, file), ...remarks];
  const prompts = new Map<HarnessAgent, string>();
  for (const agent of agents) {
    const prompt = promptOf(agent, files, file);
    if (typeof prompt === 'object') findings.push(prompt);
    else prompts.set(agent, prompt);
  }
  const skipped = new Map([...prompts].flatMap(([agent, prompt]) => whySkipped(agent, prompt)));
  for (const [agent, reason] of skipped)
    findings.push(
      findingOf('import-skipped-agent', placeIn(agent, [], agent.key), { agent: quote(agent.key), reason }),
    );
  const kept = [...prompts.keys()].filter((agent) => !skipped.has(agent));
  const wanted = new Map(kept.map((agent) => [agent, wantedName(agent)]));
  const names = newNames(kept.map((agent) => ({ key: agent.key, wanted: wanted.get(agent) ?? agent.key })));
  const keyOf = new Map([...names].map(([key, name]) => [name, key]));
  const renamed = new Map([...names].filter(([key, name]) => key !== name));

  const imported: ImportedAgent[] = [];
  const recorded: RecordedAgent[] = [];
  for (const agent of agents) {
    const original = objectAt(json.value, agent.key);
    const name = names.get(agent.key);
    const prompt = prompts.get(agent);
    if (name === undefined || prompt === undefined) {
      recorded.push({ key: agent.key, original, instead: [] });
      if (skipped.has(agent)) findings.push(explainKept('everything', agent, 'it is not imported'));
      continue;
    }
    const built = buildAgent(agent, {
      name,
      wanted: wanted.get(agent) ?? agent.key,
      prompt,
      globalRules: [],
      skills: [],
      pathPrefix: '',
      servers: [],
      renamed,
    });
    const { model } = built.imported;
    const canonical: Agent = { ...built.imported.agent, file: `agents/${name}/agent.toml` };
    const isInline = !FILE_ONLY.test(textAt(agent.config, 'prompt') ?? '');
    const plain = plainAgent(canonical, { model, isInline, keyOf });
    const { entry, reasons } = recordAgent({ key: agent.key, name, original, plain, isInline });
    imported.push(built.imported);
    recorded.push(entry);
    findings.push(
      ...built.findings.filter(({ code }) => code !== 'import-dropped-key' && code !== 'import-unknown-key'),
    );
    findings.push(...reasons.map(({ member, reason }) => explainKept(member, agent, reason)));
  }
  return { agents: imported, skills: [], findings: withoutIdle(findings), record: { agents: recorded } };
}

/** With an error nothing is written, so nothing is kept. */
function withoutIdle(findings: readonly Finding[]): readonly Finding[] {
  const isBroken = findings.some(({ code }) => entryOf(code).severity === 'error');
  return isBroken ? findings.filter(({ code }) => code !== 'legacy-kept-aside') : findings;
}

function explainKept(member: string, agent: HarnessAgent, reason: string): Finding {
  const parameters = { member, agent: quote(agent.key), record: RECORD_FILE, reason };
  return findingOf('legacy-kept-aside', placeIn(agent, [member], agent.key), parameters);
}

const FILE_ONLY = /^\{file:([^}]+)\}$/;

function failed(finding?: Finding): ImportedLegacy {
  return { agents: [], skills: [], findings: finding === undefined ? [] : [finding], record: { agents: [] } };
}

function checkShape({ value, placeOf }: ReadJson, file: string): readonly Finding[] {
  return [...value].flatMap(([key, agent]) => {
    if (isObject(agent)) return [];
    const actual = Array.isArray(agent) ? 'an array' : `the value ${JSON.stringify(agent)}`;
    const place = { kind: 'text', ...placeOf([key]) } as const;
    return [findingOf('legacy-not-an-agent', { file, place }, { key: quote(key), actual })];
  });
}

function explainJson({ comment, duplicates }: ReadJson, file: string): readonly Finding[] {
  const place = (
    offset: number,
    length: number,
  ): { file: string; place: { kind: 'text'; offset: number; length: number } } => ({
    file,
    place: { kind: 'text', offset, length },
  });
  return [
    ...(comment === undefined ? [] : [findingOf('legacy-comment', place(comment, 2), {})]),
    ...duplicates.map(({ key, offset, length }) =>
      findingOf('legacy-duplicate-key', place(offset, length), { key: quote(key) }),
    ),
  ];
}

function promptOf(agent: HarnessAgent, files: FileTree, file: string): string | Finding {
  const prompt = agent.config.get('prompt');
  if (typeof prompt !== 'string') return '';
  const where = { ...placeIn(agent, ['prompt'], agent.key), file };
  const isMixed = !FILE_ONLY.test(prompt) && prompt.includes('{file:');
  if (isMixed) {
    const reason = 'it stands inside of other text';
    return findingOf('import-prompt-file', where, { reference: quote(prompt), reason }, 'put all of it into one file');
  }
  return promptText(prompt, files, '', where);
}

function whySkipped(agent: HarnessAgent, prompt: string): readonly (readonly [HarnessAgent, string])[] {
  if (agent.config.get('disable') === true) return [[agent, 'it is disabled']];
  return isPrompt(prompt) ? [] : [[agent, 'it has no prompt']];
}

/** The file of the prompt is called as the agent should be. */
function wantedName({ key, config }: HarnessAgent): string {
  const path = FILE_ONLY.exec(textAt(config, 'prompt') ?? '')?.[1];
  return path === undefined ? key : (path.split('/').at(-1) ?? key).replace(/\.[^.]*$/, '');
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const member = value.get(key);
  return isObject(member) ? member : new Map();
}
