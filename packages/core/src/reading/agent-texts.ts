/** A description as canonry takes it, and how it differs from the one given. */
export function describe(
  given: string | undefined,
  agent: string,
): { readonly description: string; readonly reason?: string } {
  const line = oneLine(given ?? '');
  if (!VISIBLE.test(line))
    return { description: `${cut(oneLine(agent), 100)}, imported without a description`, reason: 'is missing' };
  if (line.length > LONGEST) {
    return {
      description: `${cut(line, LONGEST - 1)}…`,
      reason: `has ${line.length} characters and is cut to ${LONGEST}`,
    };
  }
  return line === given
    ? { description: line }
    : { description: line, reason: 'is more than one tidy line, and becomes one' };
}

/** Cuts no character in two. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The name as people see it, if it is one line of text. */
export function displayNameOf(key: string, name: string): string | undefined {
  const isLine = !/[\p{Cc}\u2028\u2029]/u.test(key) && VISIBLE.test(key) && key.length <= 100;
  return key !== name && isLine ? key : undefined;
}

export function isModel(text: string): boolean {
  return /^[^\s/]+(?:\/[^\s/]+)+$/.test(text);
}

/** True if a model would read something of it. */
export function isPrompt(text: string): boolean {
  return /[^\p{Z}\p{C}]/u.test(text);
}

const LONGEST = 1024;
const VISIBLE = /[^\p{Z}\p{C}]/u;
