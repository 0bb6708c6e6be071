import { isMap, isNode, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { findingOf, severityOf, type Finding, type KeyPath, type Place } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { splitFrontMatter } from './front-matter.js';
import { checkSchema } from './schema-findings.js';
import { SkillSchema } from './skill-schema.js';
import { joinWords, quote } from './text/quote.js';

export interface SkillSource {
  /** Path of SKILL.md below the source root. */
  readonly file: string;
  /** Name of the directory that holds it. */
  readonly name: string;
  readonly text: string;
}

export interface ParsedSkill {
  /** Absent if any finding is an error. */
  readonly description?: string;
  readonly findings: readonly Finding[];
}

/** Reads a SKILL.md by the Agent Skills specification; harnesses are laxer, each in its own way. */
export function parseSkill(source: SkillSource): ParsedSkill {
  const { file } = source;
  if (source.text.startsWith('\uFEFF'))
    return { findings: [findingOf('byte-order-mark', { file, place: { kind: 'text', offset: 0, length: 1 } }, {})] };
  const split = splitFrontMatter(source.text);
  if ('reason' in split) {
    const place = { kind: 'text', offset: 0, length: 0 } as const;
    return { findings: [findingOf('skill-front-matter', { file, place }, { path: file, reason: split.reason })] };
  }
  const document = parseDocument(split.yaml, { version: '1.2', uniqueKeys: true, logLevel: 'silent' });
  const broken = document.errors.concat(document.warnings)[0];
  if (broken !== undefined) {
    const reason = broken.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    const place = { kind: 'text', offset: split.offset + broken.pos[0], length: 1 } as const;
    return { findings: [findingOf('skill-yaml', { file, place }, { reason })] };
  }
  return checkFrontMatter(document, split.offset, source);
}

function checkFrontMatter(document: Document.Parsed, offset: number, { file, name }: SkillSource): ParsedSkill {
  const placeOf = (place: Place): Place => textPlaceOf(document, offset, place);
  const data = toData(document);
  if (data instanceof Error) {
    const place = { kind: 'text', offset, length: 0 } as const;
    return { findings: [findingOf('skill-yaml', { file, place }, { reason: data.message })] };
  }
  const explainKey = (path: KeyPath, key: string): Finding => {
    const guess = nearest(key, KEYS);
    const parameters = { key: quote(key), known: joinWords(KEYS) };
    const hint = guess && `did you mean ${guess}?`;
    return findingOf('skill-unknown-key', { file, place: { kind: 'key', path: [...path, key] } }, parameters, hint);
  };
  const findings = checkSchema(SkillSchema, data, {
    file,
    document: 'the front matter',
    syntax: 'yaml',
    explainKey,
  }).map((finding) => ({ ...finding, place: placeOf(finding.place) }));
  const { name: claimed, description } = isRecord(data) ? data : {};
  if (typeof claimed === 'string' && claimed !== name) {
    const place = placeOf({ kind: 'value', path: ['name'] });
    findings.push(
      findingOf('name-differs-from-directory', { file, place }, { name: quote(claimed), directory: quote(name) }),
    );
  }
  const isSound = !findings.some(({ code }) => severityOf(code) === 'error');
  return isSound && typeof description === 'string' ? { description, findings } : { findings };
}

const KEYS = Object.keys(SkillSchema.shape);

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The data of the document; an error for one that grows too large by its aliases. */
function toData(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Where a key or value of the front matter stands in the file, or what is nearest above it. */
function textPlaceOf(document: Document.Parsed, offset: number, place: Place): Place {
  if (place.kind !== 'key' && place.kind !== 'value') return place;
  let node: unknown = document.contents;
  let range: readonly number[] | null | undefined = [0, 0];
  for (const [index, part] of place.path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === part) : undefined;
    const isLast = index === place.path.length - 1;
    if (isMap(node) && pair === undefined) break;
    node = pair === undefined ? itemOf(node, part) : pair.value;
    const shown = pair !== undefined && (!isLast || place.kind === 'key') ? pair.key : node;
    range = isNode(shown) ? shown.range : range;
  }
  const [start = 0, end = start] = range ?? [];
  return { kind: 'text', offset: offset + start, length: end - start };
}

function itemOf(node: unknown, index: string | number): unknown {
  return isSeq(node) && typeof index === 'number' ? node.items[index] : undefined;
}
