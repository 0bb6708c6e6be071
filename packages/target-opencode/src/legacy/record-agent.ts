import { compactJson, type JsonObject, type JsonValue } from '@canonry/core';
import type { PlainAgent } from './plain-agent.js';
import type { Instead, RecordedAgent } from './record.js';

export interface RecordInput {
  readonly key: string;
  readonly name: string;
  readonly original: JsonObject;
  readonly plain: PlainAgent;
  readonly isInline: boolean;
}

export interface Recorded {
  readonly entry: RecordedAgent;
  /** What is kept aside, and why. */
  readonly reasons: readonly { readonly member: string; readonly reason: string }[];
}

/** What has to be kept so that the export gives an agent back as it was: nothing, if it was spelled the usual way. */
export function recordAgent({ key, name, original, plain, isInline }: RecordInput): Recorded {
  const instead = [...new Set([...plain.members.keys(), ...original.keys()])].flatMap((member): Instead[] => {
    const [usual, given] = [plain.members.get(member), original.get(member)];
    if (isSame(usual, given)) return [];
    return [
      { member, ...(usual === undefined ? {} : { plain: usual }), ...(given === undefined ? {} : { original: given }) },
    ];
  });
  const order = [...original.keys()];
  const usualOrder = composedOrder(plain.members, instead);
  const isUsual = order.join('\0') === usualOrder.join('\0');
  const reasons = [
    ...(plain.key === key ? [] : [{ member: 'the key', reason: `its name gives ${JSON.stringify(plain.key)}` }]),
    ...(isInline ? [{ member: 'prompt', reason: 'it stands in the file itself' }] : []),
    ...instead.map((item) => ({ member: item.member, reason: reasonOf(item) })),
    ...(isUsual ? [] : [{ member: 'the order of members', reason: 'it is not the usual one' }]),
  ];
  const entry = {
    key,
    agent: name,
    ...(plain.key === key ? {} : { plainKey: plain.key }),
    ...(isInline ? { isInline } : {}),
    ...(isUsual ? {} : { order }),
    instead,
  };
  return { entry, reasons };
}

/** The members that the export writes, in its own order. */
export function composedOrder(plain: JsonObject, instead: readonly Instead[]): readonly string[] {
  const gone = new Set(instead.filter(({ original }) => original === undefined).map(({ member }) => member));
  const added = instead.filter((item) => item.plain === undefined).map(({ member }) => member);
  const members = [...[...plain.keys()].filter((member) => !gone.has(member)), ...added];
  return members.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The usual order; what is not usual comes behind it. */
const USUAL = ['description', 'mode', 'model', 'steps', 'prompt', 'permission'];

function rankOf(member: string): number {
  const rank = USUAL.indexOf(member);
  return rank === -1 ? USUAL.length : rank;
}

export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return compactJson(a) === compactJson(b);
}

const NO_PLACE: ReadonlyMap<string, string> = new Map([
  ['model', 'canonry.toml cannot name it'],
  ['permission', 'it specifies nothing that canonry has a name for'],
]);

function reasonOf({ member, plain, original }: Instead): string {
  if (plain === undefined) return NO_PLACE.get(member) ?? 'agent.toml has no such key';
  if (original === undefined) return 'it is missing in the legacy file';
  return `canonry spells it ${shorten(compactJson(plain))}`;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
