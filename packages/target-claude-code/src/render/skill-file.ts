import { yamlLines, type YamlValue } from '@canonry/core';
import { endsTooSoon, takeApartAsMeant } from '../decide/front-matter.js';
import { withFrontMatter } from './with-front-matter.js';
import { isRecord, isText, type PlainRecord } from '../decide/plain-value.js';

/** Keys by which a skill would run as another agent, or bring programs along that decide. */
const ACTING = ['context', 'agent', 'hooks'];

/**
 * A SKILL.md without `allowed-tools`, which would let every agent that uses the skill do what its definition asks about, and
 * without the keys that do more than that. The other keys say the same in our spelling; what follows them stays byte for byte.
 * Undefined where there is nothing to change.
 */
export function withoutPermissions(bytes: Uint8Array): Uint8Array | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const parts = takeApartAsMeant(text);
  const removed = new Set(['allowed-tools', ...ACTING]);
  if (parts === undefined) return undefined;
  if (!endsTooSoon(text) && !Object.keys(parts.record).some((key) => removed.has(key))) return undefined;
  const kept = Object.entries(parts.record).filter(([key]) => !removed.has(key));
  const front = kept.map(([key, value]) => lineOf(key, value)).join('');
  return new TextEncoder().encode(withFrontMatter(front, parts.body));
}

/** The keys of a SKILL.md that are left out, apart from `allowed-tools`. */
export function actingKeys(text: string): readonly string[] {
  const record = takeApartAsMeant(text)?.record ?? {};
  return ACTING.filter((key) => Object.hasOwn(record, key));
}

/** Keys that canonry does not know are written as they are meant, too: who leaves one out may open the skill to all agents. */
function lineOf(key: string, value: unknown): string {
  if (isText(value)) return yamlLines(new Map([[key, value]]));
  if (isRecord(value)) return yamlLines(new Map([[key, new Map(valuesOf(value))]]));
  return `${JSON.stringify(key)}: ${JSON.stringify(value)}\n`;
}

/** Texts, and records of texts: the specification has nothing else below a key. */
function valuesOf(record: PlainRecord): readonly (readonly [string, YamlValue])[] {
  return Object.entries(record).flatMap(([key, value]): readonly (readonly [string, YamlValue])[] => {
    if (isText(value)) return [[key, value]];
    return isRecord(value) ? [[key, new Map(valuesOf(value))]] : [];
  });
}
