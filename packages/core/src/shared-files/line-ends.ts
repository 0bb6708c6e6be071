/** The line end of a text, as its first line shows. */
export function lineEndOf(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** With LF only, so that a file that Git checked out with CRLF is the same text. */
export function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** The same for bytes, whatever they are; nothing is copied if there is nothing to change. */
export function bytesWithLineFeeds(bytes: Uint8Array): Uint8Array {
  const isReturn = (index: number): boolean => bytes[index] === RETURN && bytes[index + 1] === LINE_FEED;
  if (!bytes.some((byte, index) => byte === RETURN && isReturn(index))) return bytes;
  return bytes.filter((_, index) => !isReturn(index));
}

const RETURN = 0x0d;
const LINE_FEED = 0x0a;
