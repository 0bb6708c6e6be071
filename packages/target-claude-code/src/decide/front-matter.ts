import { parseDocument } from 'yaml';
import { isRecord, type PlainRecord } from './plain-value.js';

/** A Markdown file as Claude Code takes it apart. */
export interface FrontMatter {
  readonly record: PlainRecord;
  /** The text between the two lines `---`, and where in the file it begins. */
  readonly yaml: string;
  readonly offset: number;
  /** What follows, as it stands there; Claude Code cuts the space at both ends off. */
  readonly body: string;
  /** The keys are no YAML, and plain values are read as texts. */
  readonly isRescued: boolean;
}

/** The keys between the two lines `---`, or undefined if Claude Code finds none that it can read. */
export function readFrontMatter(text: string): PlainRecord | undefined {
  return takeApart(text)?.record;
}

export function takeApart(text: string): FrontMatter | undefined {
  const found = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/m.exec(text);
  if (found?.index !== 0) return undefined;
  const [whole, yaml = ''] = found;
  const source = yaml.replaceAll('\r\n', '\n');
  const plain = load(source);
  const record = plain ?? load(rescued(source));
  if (record === undefined) return undefined;
  return {
    record,
    yaml,
    offset: text.indexOf('\n') + 1,
    body: text.slice(whole.length),
    isRescued: plain === undefined,
  };
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
