import { parseDocument } from 'yaml';
import { isRecord, type PlainRecord } from './plain-value.js';

/** The keys between the two lines `---`, or undefined if Claude Code finds none that it can read. */
export function readFrontMatter(text: string): PlainRecord | undefined {
  const yaml = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/m.exec(text);
  if (yaml?.index !== 0) return undefined;
  const source = (yaml[1] ?? '').replaceAll('\r\n', '\n');
  return load(source) ?? load(rescued(source));
}

function load(yaml: string): PlainRecord | undefined {
  const document = parseDocument(yaml, { uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  try {
    // Of a key that stands there twice, the last counts.
    const value: unknown = document.toJS();
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Plain values that YAML cannot read, such as `a: b: c`, are read as texts. */
function rescued(yaml: string): string {
  return yaml.replaceAll(/^([\w-]+):[ \t]+(?!["'|>])(\S.*)$/gm, (_, key: string, value: string) => {
    return `${key}: ${JSON.stringify(value.trim())}`;
  });
}
