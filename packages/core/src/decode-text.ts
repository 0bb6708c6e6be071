import { findingOf, type Finding, type Place } from './diagnostic.js';

/** The text of a file, or why its bytes are none. Keeps a byte order mark, so that encoding gives the bytes back. */
export function decodeText(
  bytes: Uint8Array,
  where: { readonly file: string; readonly agent?: string },
): string | Finding {
  const nul = bytes.indexOf(0);
  if (nul !== -1) return findingOf('nul-byte', { ...where, place: placeOf(bytes, nul) }, { offset: String(nul) });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const offset = firstInvalidByte(bytes);
    const byte = `0x${(bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    const place = placeOf(bytes, offset);
    return findingOf('invalid-utf8', { ...where, place }, { byte, offset: String(offset) });
  }
}

/** The line and column of a byte, as an editor shows them that puts one sign in place of each broken byte. */
function placeOf(bytes: Uint8Array, offset: number): Place {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, offset)).split('\n');
  return { kind: 'position', line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Where the first sequence begins that is not UTF-8. */
function firstInvalidByte(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return offset;
}

/** The length of the well-formed sequence at an offset, or 0 (Unicode, table 3-7). */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const byte = (at: number): number => bytes[offset + at] ?? 0;
  const follows = (at: number, low = 0x80, high = 0xbf): boolean => byte(at) >= low && byte(at) <= high;
  const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const low = lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xf4 ? 0x8f : 0xbf;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}
