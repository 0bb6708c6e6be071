/** The line end of a text, as its first line shows. */
export function lineEndOf(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** With LF only, so that a file that Git checked out with CRLF is the same text. */
export function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
