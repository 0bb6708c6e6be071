import type { JsonObject, JsonValue } from '@canonry/core';
import { readJson } from '@canonry/core/read-json';
import { textAt } from '../read/js-object.js';

/** What a legacy file says that canonry has no place for: its order, and each member that it spells otherwise. */
export interface LegacyRecord {
  readonly agents: readonly RecordedAgent[];
}

export interface RecordedAgent {
  /** Its key in the legacy file. */
  readonly key: string;
  /** Its name here. Absent: it was not imported, and `original` is all of it. */
  readonly agent?: string;
  readonly original?: JsonObject;
  /** The key that its name or display name gives, if that is another one. */
  readonly plainKey?: string;
  /** The prompt stands in the file itself. */
  readonly isInline?: boolean;
  /** The order of its members, if it is not the usual one. */
  readonly order?: readonly string[];
  readonly instead: readonly Instead[];
}

/** A member as it was spelled, for as long as what canonry would write is the same. Absent: there is no such member. */
export interface Instead {
  readonly member: string;
  readonly plain?: JsonValue;
  readonly original?: JsonValue;
}

/** The file beside canonry.toml. */
export const RECORD_FILE = 'legacy-agents.json';

const NOTE =
  'The order of agents.json, and what it says that agent.toml has no place for. "canonry export agents-json" reads it. Temporary: delete it with agents.json.';

export function recordToJson({ agents }: LegacyRecord): JsonObject {
  return new Map<string, JsonValue>([
    ['note', NOTE],
    ['agents', agents.map(agentToJson)],
  ]);
}

function agentToJson(recorded: RecordedAgent): JsonValue {
  const { key, agent, original, plainKey, isInline, order, instead } = recorded;
  return objectOf([
    ['key', key],
    ['agent', agent],
    ['original', original],
    ['plainKey', plainKey],
    ['isInline', isInline],
    ['order', order],
    ['instead', instead.length === 0 ? undefined : instead.map(insteadToJson)],
  ]);
}

function insteadToJson({ member, plain, original }: Instead): JsonValue {
  return objectOf([
    ['member', member],
    ['plain', plain],
    ['original', original],
  ]);
}

function objectOf(members: readonly (readonly [string, JsonValue | undefined])[]): JsonObject {
  return new Map(members.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

/** Reads a record; a text says why it is none. */
export function parseRecord(text: string): LegacyRecord | string {
  const read = readJson(text);
  if (typeof read === 'string') return read;
  const agents = read.value.get('agents');
  if (!isArray(agents)) return 'it has no list of agents';
  const parsed = agents.map(parseAgent);
  const whole = parsed.filter((agent) => agent !== undefined);
  return whole.length === parsed.length ? { agents: whole } : 'one of its agents is not as the import writes it';
}

function parseAgent(value: JsonValue): RecordedAgent | undefined {
  if (!(value instanceof Map)) return undefined;
  const fields: JsonObject = value;
  const [key, agent, plainKey] = ['key', 'agent', 'plainKey'].map((name) => textAt(fields, name));
  const original = fields.get('original');
  const order = fields.get('order');
  const instead = (arrayAt(fields, 'instead') ?? []).map(parseInstead);
  const known = instead.filter((item) => item !== undefined);
  if (key === undefined || known.length < instead.length) return undefined;
  if (agent === undefined && !(original instanceof Map)) return undefined;
  return {
    key,
    ...(agent === undefined ? {} : { agent }),
    ...(original instanceof Map ? { original } : {}),
    ...(plainKey === undefined ? {} : { plainKey }),
    ...(fields.get('isInline') === true ? { isInline: true } : {}),
    ...(isArray(order) ? { order: order.filter((item) => typeof item === 'string') } : {}),
    instead: known,
  };
}

function parseInstead(value: JsonValue): Instead | undefined {
  if (!(value instanceof Map)) return undefined;
  const fields: JsonObject = value;
  const member = textAt(fields, 'member');
  if (member === undefined) return undefined;
  const [plain, original] = ['plain', 'original'].map((name) => fields.get(name));
  return { member, ...(plain === undefined ? {} : { plain }), ...(original === undefined ? {} : { original }) };
}

function arrayAt(fields: JsonObject, key: string): readonly JsonValue[] | undefined {
  const value = fields.get(key);
  return isArray(value) ? value : undefined;
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
