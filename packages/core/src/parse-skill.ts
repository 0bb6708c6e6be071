import { parseDocument, type Document } from 'yaml';
import { checkName, nameOfDirectory } from './check-name.js';
import { checkText } from './check-prompt.js';
import { findingOf, severityOf, type Finding, type Place } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { splitFrontMatter, type FrontMatter } from './front-matter.js';
import { LIMITS } from './limits.js';
import { checkSchema } from './schema-findings.js';
import { SKILL_NAME_ADVICE, SkillNameSchema, SkillSchema } from './skill-schema.js';
import { joinWords, quote } from './text/quote.js';
import { adviseOnYaml } from './yaml-advice.js';
import { yamlDepth } from './yaml-depth.js';
import { findYamlNode, sourceOfYaml } from './yaml-positions.js';

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
  readonly allowedTools?: string;
  readonly findings: readonly Finding[];
}

/** Reads a SKILL.md by the Agent Skills specification; harnesses are laxer, each in its own way. Never throws. */
export function parseSkill(source: SkillSource): ParsedSkill {
  const { file, text } = source;
  const hasMark = text.startsWith('\uFEFF');
  const marks = hasMark ? [findingOf('byte-order-mark', { file, place: at(0, 1) }, {})] : [];
  const remarks = checkText(text, { file }).filter(({ code }) => code !== 'text-byte-order-mark');
  const { findings, ...words } = parseFrontMatter(source);
  const all = [...marks, ...findings, ...remarks];
  return hasMark ? { findings: all } : { ...words, findings: all };
}

function parseFrontMatter(source: SkillSource): ParsedSkill {
  const { file } = source;
  const split = splitFrontMatter(source.text);
  if ('reason' in split)
    return {
      findings: [findingOf('skill-front-matter', { file, place: at(0) }, { path: file, reason: split.reason })],
    };
  const complexity = whyTooComplex(split.yaml);
  if (complexity !== undefined)
    return { findings: [findingOf('too-complex', { file, place: at(0) }, { reason: complexity })] };
  const document = parseDocument(split.yaml, { version: '1.2', prettyErrors: false, logLevel: 'silent' });
  const broken = document.errors.concat(document.warnings)[0];
  if (broken !== undefined) {
    const { reason, hint } = adviseOnYaml(broken.code, broken.message);
    const place = at(split.offset + broken.pos[0], 1);
    return { findings: [findingOf('skill-yaml', { file, place }, { reason }, hint)] };
  }
  const data = toData(document);
  if (data === undefined) {
    const reason = 'the front matter grows too large by its aliases';
    const hint = 'write the values out, without * and &';
    return { findings: [findingOf('too-complex', { file, place: at(split.offset) }, { reason }, hint)] };
  }
  return checkFrontMatter(document, data, split, source);
}

function whyTooComplex(yaml: string): string | undefined {
  if (yaml.length > LIMITS.frontMatter)
    return `the front matter has ${yaml.length} characters; the limit is ${LIMITS.frontMatter}`;
  if (yamlDepth(yaml, LIMITS.depth) > LIMITS.depth)
    return `the front matter is nested deeper than ${LIMITS.depth} levels`;
  return undefined;
}

/** The data of the document; `undefined` for one that grows too large by its aliases. */
function toData(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    return undefined;
  }
}

function checkFrontMatter(
  document: Document.Parsed,
  data: unknown,
  { offset }: FrontMatter,
  source: SkillSource,
): ParsedSkill {
  const { file } = source;
  const record: Readonly<Record<string, unknown>> = isRecord(data) ? data : {};
  const { name, description, 'allowed-tools': allowedTools } = record;
  const directory = { directory: source.name, schema: SkillNameSchema };
  const fittingName = nameOfDirectory(directory);
  const findings = [
    ...checkSchema(SkillSchema, data, {
      file,
      document: 'the front matter',
      syntax: 'yaml',
      ...(fittingName === undefined ? {} : { name: fittingName }),
      explainKey: (path, key) => (path.length === 0 ? explainUnknownKey(key, file) : undefined),
      explainedValues: typeof name === 'string' ? [['name']] : [],
      sourceOf: (path) => sourceOfYaml(document, path),
    }),
    ...(typeof name === 'string'
      ? checkName(name, { file, ...directory, advice: SKILL_NAME_ADVICE, syntax: 'yaml' })
      : []),
  ].map((finding) => ({ ...finding, place: placeOf(document, offset, finding.place) }));
  const isSound = !findings.some(({ code }) => severityOf(code) === 'error');
  if (!isSound || typeof description !== 'string') return { findings };
  return { description, ...(typeof allowedTools === 'string' ? { allowedTools } : {}), findings };
}

function explainUnknownKey(key: string, file: string): Finding {
  const guess = nearest(key, KEYS);
  const place = { kind: 'key', path: [key] } as const;
  const parameters = { key: quote(key), known: joinWords(KEYS) };
  return findingOf('skill-unknown-key', { file, place }, parameters, guess && `did you mean ${guess}?`);
}

const KEYS = Object.keys(SkillSchema.shape);

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function placeOf(document: Document.Parsed, offset: number, place: Place): Place {
  if (place.kind !== 'key' && place.kind !== 'value') return place;
  const [start, end] = findYamlNode(document, place.path, place.kind);
  return at(offset + start, end - start);
}

function at(offset: number, length = 0): Place {
  return { kind: 'text', offset, length };
}
