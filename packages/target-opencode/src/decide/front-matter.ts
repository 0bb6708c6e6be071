import { loadYaml } from './load-yaml.js';
import { isDictionary, type Dictionary } from './merge.js';

const FENCE = '---';

/** What OpenCode takes from the front of a Markdown file, and the rest of it. */
export interface Markdown {
  readonly data: Dictionary;
  readonly body: string;
}

/**
 * Front matter as gray-matter 4 finds it and js-yaml 3 reads it. What cannot be read is put right by OpenCode's own rescue of
 * colons; what still cannot be read is no front matter at all: the agent loads with all its rules missing.
 */
export function readMarkdown(text: string): Markdown {
  return parse(text) ?? parse(rescueColons(text)) ?? { data: {}, body: text };
}

function parse(source: string): Markdown | undefined {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  if (!text.startsWith(FENCE) || text.charAt(FENCE.length) === '-') return { data: {}, body: text };
  const opened = text.slice(FENCE.length);
  const language = opened.slice(0, Math.max(0, opened.search(/\r?\n/)));
  const inside = opened.slice(language.length);
  const end = inside.indexOf(`\n${FENCE}`);
  // js-yaml 3 takes a carriage return for a line end, so what is left of the last one is none of its text.
  const matter = (end === -1 ? inside : inside.slice(0, end)).replace(/\r$/, '');
  const body = end === -1 ? '' : inside.slice(end + 1 + FENCE.length).replace(/^\r?\n?/, '');
  if (matter.replaceAll(/^\s*#[^\n]+/gm, '').trim() === '') return { data: {}, body };
  const data = load(language.trim().toLowerCase(), matter);
  if (data === undefined) return undefined;
  return { data: isDictionary(data) ? data : {}, body };
}

/** Other languages than YAML stand behind the opening fence; what JavaScript there gives is not modelled. */
function load(language: string, matter: string): unknown {
  switch (language) {
    case '':
    case 'yaml':
    case 'yml':
      return loadYaml(matter);
    case 'json':
      try {
        return JSON.parse(matter);
      } catch {
        return undefined;
      }
    default:
      return undefined;
  }
}

/** A plain value of a top-level key that holds a colon becomes a literal block. */
function rescueColons(text: string): string {
  const matter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1];
  if (matter === undefined) return text;
  const lines = matter.split(/\r?\n/).map(rescueLine);
  return text.replace(matter, () => lines.join('\n'));
}

function rescueLine(line: string): string {
  const [, key, written = ''] = /^([a-zA-Z_][a-zA-Z0-9_]*)\s*:\s*(.*)$/.exec(line) ?? [];
  const value = written.trim();
  if (key === undefined || line.trim().startsWith('#')) return line;
  if (value === '>' || value === '|' || /^["']/.test(value) || !value.includes(':')) return line;
  return `${key}: |-\n  ${value}`;
}
