import { compactJson, prettyJson, type Agent, type JsonObject, type JsonValue, type Roster } from '@canonry/core';
import { entryOf, parseAgent, serialiseAgent } from '@canonry/core';
import { readJson } from '@canonry/core/read-json';
import { exportAgentsJson, importAgentsJson, parseRecord, recordToJson } from '@canonry/target-opencode/legacy';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from './runs.js';

const word = fc.oneof(
  fc.constantFrom(
    '*',
    '**',
    'git *',
    'ls',
    '10',
    '7',
    '~/p/**',
    '/etc/*',
    '*.*',
    '../*',
    'a"b',
    '>',
    ' ',
    '__proto__',
    'Reader',
    '$HOME',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const action = fc.constantFrom<JsonValue[]>('allow', 'ask', 'deny');
const mapOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(key, value), { maxLength: 5 }).map((entries) => new Map(entries));
const tool = fc.constantFrom(
  'bash',
  'edit',
  'read',
  'task',
  'skill',
  'external_directory',
  'list',
  '*',
  'x_*',
  'x_y',
  'write',
  'web*',
  'lsp',
);
const flat = fc.constantFrom('webfetch', 'websearch', 'todowrite', 'question', 'doom_loop');
const permission = fc.oneof(
  action,
  fc
    .tuple(mapOf(tool, fc.oneof(action, mapOf(word, action))), mapOf(flat, action))
    .map(([tools, rest]): JsonValue => new Map([...tools, ...rest])),
);
const member = fc.oneof(
  fc.tuple(fc.constant('description'), fc.oneof(fc.constant('Reads.'), fc.string({ unit: 'grapheme', maxLength: 20 }))),
  fc.tuple(fc.constant('mode'), fc.constantFrom<JsonValue[]>('primary', 'subagent', 'all')),
  fc.tuple(fc.constant('model'), fc.constantFrom<JsonValue[]>('acme/small', 'acme/a/b', 'sonnet', '')),
  fc.tuple(
    fc.constant('prompt'),
    fc.constantFrom<JsonValue[]>('{file:./prompts/reader.txt}', '{file:prompts/Other One.md}', 'Inline.', ''),
  ),
  fc.tuple(fc.constant('permission'), permission),
  fc.tuple(fc.constant('temperature'), fc.constantFrom<JsonValue[]>(0, 0.5)),
  fc.tuple(fc.constant('steps'), fc.constantFrom<JsonValue[]>(1, 20)),
  fc.tuple(fc.constant('disable'), fc.boolean()),
  fc.tuple(fc.constant('other'), fc.constantFrom<JsonValue[]>(null, [1, 'a'], new Map([['10', 1]]))),
);
const agent = fc.array(member, { maxLength: 8 }).map((members): JsonValue => new Map<string, JsonValue>(members));
const key = fc.oneof(
  fc.constantFrom('Reader', 'reader', 'Reader (Sources)', '10', '7', 'agent', 'nul'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const document = mapOf(key, agent);

const PROMPTS = new Map(
  Object.entries({ 'prompts/reader.txt': 'You read.\r\n', 'prompts/Other One.md': '\uFEFF other' }).map(
    ([path, text]) => [path, { bytes: new TextEncoder().encode(text), executable: false }],
  ),
);

/** The roster that loading the imported files gives. */
function reload(agents: readonly Omit<Agent, 'file'>[], models: ReadonlyMap<string, string>): Roster {
  const loaded = agents.map((imported) => {
    const parsed = parseAgent({
      file: `agents/${imported.name}/agent.toml`,
      directory: imported.name,
      toml: serialiseAgent(imported),
      prompt: imported.prompt,
    });
    if (parsed.agent === undefined) throw new Error(parsed.findings.map(({ message }) => message).join('\n'));
    return parsed.agent;
  });
  const project = {
    agents: ['agents'],
    targets: new Map(),
    models: new Map(),
    targetModels: new Map([['opencode', models]]),
    accept: [],
  };
  return { agents: loaded.toSorted((a, b) => (a.name < b.name ? -1 : 1)), skills: [], rules: [], context: [], project };
}

describe('any legacy file', () => {
  let sound = 0;
  it('comes back equal, in order and with its prompts, or is refused with an error', () => {
    fc.assert(
      fc.property(document, (original) => {
        const text = prettyJson(original, { unit: ' ', lineEnd: '\n' });
        const files = new Map([
          ...PROMPTS,
          ['agents/agents.json', { bytes: new TextEncoder().encode(text), executable: false }],
        ]);
        const { agents, record, findings } = importAgentsJson(files, 'agents/agents.json');
        if (findings.some(({ code }) => entryOf(code).severity === 'error')) return;
        sound += 1;
        const models = new Map(
          agents.flatMap(({ agent: { name }, model }) => (model === undefined ? [] : [[name, model] as const])),
        );
        const roster = reload(
          agents.map((imported) => imported.agent),
          models,
        );
        const kept = parseRecord(prettyJson(recordToJson(record), { unit: '', lineEnd: '' }));
        if (typeof kept === 'string') throw new Error(kept);
        const exported = exportAgentsJson(roster, kept);
        expect(exported.findings).toEqual([]);
        expect(compactJson(exported.document)).toBe(compactJson(original));
        for (const [path, prompt] of exported.prompts)
          expect(Buffer.from(prompt, 'utf8')).toEqual(Buffer.from(PROMPTS.get(path)?.bytes ?? []));
      }),
      runs(1),
    );
    expect(sound).toBeGreaterThan(100);
  });

  it('without a record is the same for what is spelled the usual way', () => {
    const text =
      '{"Reader": {"description": "Reads.", "mode": "all", "prompt": "{file:./prompts/reader.txt}", "permission": {"edit": "deny"}}}';
    const files = new Map([
      ...PROMPTS,
      ['a/agents.json', { bytes: new TextEncoder().encode(text), executable: false }],
    ]);
    const { agents } = importAgentsJson(files, 'a/agents.json');
    const { document: exported } = exportAgentsJson(
      reload(
        agents.map((imported) => imported.agent),
        new Map(),
      ),
      { agents: [] },
    );
    const read = readJson(text);
    expect(typeof read === 'string' ? read : compactJson(read.value)).toBe(compactJson(exported));
  });
});
