/** What kind of secret a text looks like, in words; `undefined` for one that looks like none. Doubt is a secret: a file is read by many. */
export function looksLikeSecret(text: string): string | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-/.test(text)) return 'a private key';
  if (KNOWN_TOKENS.test(text)) return 'a token';
  if (/\b(?:authorization|cookie)\s*[:=]|\bbearer\s+\S/i.test(text)) return 'a header with credentials';
  if (/:\/\/[^/?#\s]*:[^/?#\s]*@/.test(text)) return 'a password in an address';
  if (namesValue(text)) return 'a value under the name of a secret';
  return piecesOf(text).some(isRandom) ? 'random characters' : undefined;
}

/** True for an option whose next word is a secret: `--token`. */
export function announcesSecret(text: string): boolean {
  return new RegExp(`^--?[\\w-]*${SECRET_WORD}$`, 'i').test(text);
}

/** True for a key that holds a secret: `password`. */
export function namesSecret(key: string): boolean {
  return new RegExp(`^[\\w-]*${SECRET_WORD}$`, 'i').test(key);
}

/** The place of a secret is none itself. */
export function isPath(text: string): boolean {
  return /^(?:\/|~\/|\$\{?[A-Z_]+\}?(?:\/|$))/.test(text);
}

const SECRET_WORD =
  '(?:token|secret|passwd|password|passphrase|api[_-]?key|(?:access|auth|private)[_-]?key|credentials?)';

const KNOWN_TOKENS = new RegExp(
  [
    String.raw`\bgh[opsur]_\w{16,}`,
    String.raw`\bgithub_pat_\w{16,}`,
    String.raw`\bglpat-[\w-]{16,}`,
    String.raw`\bsk-[\w-]{16,}`,
    String.raw`\bxox[abeoprs]-[\w-]{8,}`,
    String.raw`\bA(?:KIA|SIA)[A-Z0-9]{12,}`,
    String.raw`\bAIza[\w-]{20,}`,
    String.raw`\bhf_\w{16,}`,
    String.raw`\bnpm_\w{16,}`,
    String.raw`\btskey-[\w-]{8,}`,
    String.raw`\beyJ[\w-]{8,}\.[\w-]+\.`,
  ].join('|'),
);

/** `TOKEN=…`, `--api-key=…`, `?password=…`. */
function namesValue(text: string): boolean {
  const assigned = new RegExp(`${SECRET_WORD}["']?\\s*[:=]\\s*["']?([^\\s"'&]+)`, 'gi');
  return [...text.matchAll(assigned)].some(([, value = '']) => !isPath(value));
}

/** Where Nix keeps a program: the hash says what it is made of. */
const STORE_PATH = /\/nix\/store\/[0-9a-df-np-sv-z]{32}-/g;

function piecesOf(text: string): readonly string[] {
  return text.replaceAll(STORE_PATH, '/').split(/[^A-Za-z0-9+_=-]+/);
}

/** Long, of letters and digits, and no two of them alike more often than by chance. */
function isRandom(piece: string): boolean {
  const isMixed = /\d/.test(piece) && /[A-Za-z]/.test(piece);
  if (piece.length < 24 || !isMixed) return false;
  const digits = piece.replaceAll(/\D/g, '').length;
  // Words with a number behind them are names.
  return digits >= piece.length / 10 && entropy(piece) >= 3.2;
}

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
