/** What the block of canonry in AGENTS.md says of the primary agent. */
export interface Described {
  readonly name: string;
  readonly displayName?: string;
  readonly description: string;
}

export function describedIn(agentsMd: string | undefined): Described | undefined {
  const [, name, displayName, description] =
    /^The main agent is `([a-z][a-z0-9-]*)`(?:, (.+?))?: (.+?)\r?$/m.exec(agentsMd ?? '') ?? [];
  if (name === undefined || description === undefined) return undefined;
  return { name, ...(displayName === undefined ? {} : { displayName }), description };
}

/** What canonry takes for a character that people see. */
const VISIBLE = /[^\s\u00AD\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/;
const LONGEST = 1024;

/** One line that says something, or a text in its place. */
export function oneLine(value: unknown, instead: string): { readonly description: string; readonly reason?: string } {
  const text = typeof value === 'string' ? value : '';
  if (!VISIBLE.test(text)) return { description: instead, reason: 'is missing' };
  const isLine = !/[\p{Cc}\u2028\u2029]/u.test(text);
  const line = isLine ? text : text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (line.length > LONGEST) {
    const cut = line.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '');
    return { description: `${cut}…`, reason: `is cut to ${LONGEST} characters` };
  }
  return isLine ? { description: line } : { description: line, reason: 'is more than one tidy line, and becomes one' };
}
