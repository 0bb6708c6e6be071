import { yamlLines, type YamlValue } from '@canonry/core';
import { takeApart } from '../decide/front-matter.js';
import { isRecord, isText, type PlainRecord } from '../decide/plain-value.js';

/**
 * A SKILL.md without `allowed-tools`, which would let every agent that uses the skill do what its definition asks about. The
 * other keys say the same in our spelling; what follows them stays byte for byte. Undefined where there is no such key.
 */
export function withoutPermissions(bytes: Uint8Array): Uint8Array | undefined {
  const parts = takeApart(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (parts === undefined || !Object.hasOwn(parts.record, 'allowed-tools')) return undefined;
  const { 'allowed-tools': _, ...kept } = parts.record;
  return new TextEncoder().encode(`---\n${yamlLines(new Map(valuesOf(kept)))}---\n${parts.body}`);
}

/** Texts, and records of texts: the specification has nothing else, and a skill with anything else is not loaded. */
function valuesOf(record: PlainRecord): readonly (readonly [string, YamlValue])[] {
  return Object.entries(record).flatMap(([key, value]): readonly (readonly [string, YamlValue])[] => {
    if (isText(value)) return [[key, value]];
    return isRecord(value) ? [[key, new Map(valuesOf(value))]] : [];
  });
}
