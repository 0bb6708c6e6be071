/** What stands in `Bash(…)`, matched against the text of a command. `:*` counts at the end only. With a star, blanks are one blank. */
export function matchesBashRule(written: string, text: string): boolean {
  const content = written.includes('*') ? oneBlank(written) : written;
  if (content.endsWith(':*')) {
    const prefix = content.slice(0, -2);
    return text === prefix || text.startsWith(`${prefix} `);
  }
  if (!content.includes('*')) return content === text;
  return patternOf(content).test(text);
}

/** Tabs and blanks in a row as one blank. */
export function oneBlank(text: string): string {
  return text.replaceAll(/[ \t]+/g, ' ');
}

function patternOf(content: string): RegExp {
  // With a single star, a trailing ` *` also matches nothing.
  const isPrefix = content.endsWith(' *') && content.indexOf('*') === content.length - 1;
  const body = isPrefix ? content.slice(0, -2) : content;
  const source = body.split('*').map(escaped).join('.*');
  return new RegExp(`^${source}${isPrefix ? '(?: .*)?' : ''}$`, 's');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.+?()[\]{}|/]/g, String.raw`\$&`);
}
