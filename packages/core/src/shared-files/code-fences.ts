/** Which lines of a Markdown text are inside of a fenced code block, by CommonMark 0.31 §4.5; the fences themselves included. */
export function findFenced(lines: readonly string[]): readonly boolean[] {
  let open: string | undefined;
  return lines.map((line) => {
    if (open === undefined) {
      open = openingFence(line);
      return open !== undefined;
    }
    if (isClosingFence(line, open)) open = undefined;
    return true;
  });
}

function openingFence(line: string): string | undefined {
  const [, fence, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  return fence?.startsWith('`') === true && info.includes('`') ? undefined : fence;
}

function isClosingFence(line: string, open: string): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return fence !== undefined && fence.length >= open.length && fence[0] === open[0];
}
