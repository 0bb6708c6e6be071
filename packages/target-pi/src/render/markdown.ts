/** How deep the heading is below which texts are placed. */
const DEPTH = 2;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** A Markdown text as part of another one: with a heading, every heading a level deeper, and no code fence left open. */
export function placeBelowHeading(text: string, name: string): string {
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  let fence: string | undefined;
  const placed = lines.map((line) => {
    const [, marks, info = ''] = FENCE.exec(line) ?? [];
    if (fence === undefined) {
      if (marks !== undefined && !(marks.startsWith('`') && info.includes('`'))) fence = marks;
      return fence === undefined ? deeper(line) : line;
    }
    if (marks?.startsWith(fence) === true && info.trim() === '') fence = undefined;
    return line;
  });
  const heading = /^#{1,6}\s/.test(lines[0] ?? '') ? [] : [`${'#'.repeat(DEPTH + 1)} ${name}`, ''];
  return [...heading, ...placed, ...(fence === undefined ? [] : [fence])].join('\n');
}

function deeper(line: string): string {
  return line.replace(/^#{1,6}(?=\s)/, (marks) => '#'.repeat(Math.min(6, marks.length + DEPTH)));
}
