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

/** As Claude Code does: what begins with `---` ends at the next one, also in the middle of a value. */
export function takeApart(text: string): FrontMatter | undefined {
  return partsOf(text, /^\uFEFF?---\s*\n([\s\S]*?)---\s*\n?/.exec(text));
}

/** As people and the Agent Skills specification mean it: it ends at a line of its own. */
export function takeApartAsMeant(text: string): FrontMatter | undefined {
  return partsOf(text, /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/m.exec(text));
}

/** True if Claude Code takes a part of the keys for the text behind them. */
export function endsTooSoon(text: string): boolean {
  const [theirs, meant] = [takeApart(text), takeApartAsMeant(text)];
  return (
    (theirs?.offset ?? 0) + (theirs?.yaml.trimEnd().length ?? 0) <
    (meant?.offset ?? 0) + (meant?.yaml.trimEnd().length ?? 0)
  );
}

function partsOf(text: string, found: RegExpExecArray | null): FrontMatter | undefined {
  if (found?.index !== 0) return undefined;
  const [whole, yaml = ''] = found;
  const source = yaml.replaceAll('\r\n', '\n');
  const plain = load(source);
  const record = plain ?? load(rescued(source));
  if (record === undefined) return undefined;
  return {
    record,
    yaml,
    offset: whole.indexOf(yaml, text.indexOf('\n') + 1),
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
