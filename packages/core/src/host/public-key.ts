/** A public key of OpenSSH, without its comment: what stands in `authorized_keys` and `allowed_signers`. */
export interface PublicKey {
  readonly type: string;
  /** Base64. */
  readonly blob: string;
}

const TYPES: readonly string[] = [
  'ssh-ed25519',
  'sk-ssh-ed25519@openssh.com',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ecdsa-sha2-nistp256@openssh.com',
  'ssh-rsa',
];

/** A key as `ssh-keygen` writes it, or why it is none. Options in front of it could run commands, so there may be none. */
export function parsePublicKey(line: string): PublicKey | string {
  if (/[^\P{C}]/u.test(line)) return 'it holds a control character or a line break';
  if (/PRIVATE KEY/.test(line)) return 'it looks like a private key, which never goes into a file of a host';
  const [type = '', blob = ''] = line.split(' ');
  if (!TYPES.includes(type)) return `it does not begin with a type of key, such as ${TYPES[0]}`;
  const inner = typeWithin(blob);
  if (inner === undefined) return 'what stands behind the type is no key in base64';
  return inner === type ? { type, blob } : `the key itself says that it is ${JSON.stringify(inner)}`;
}

export function printPublicKey({ type, blob }: PublicKey): string {
  return `${type} ${blob}`;
}

const LENGTH_BYTES = 4;

/** The type once more, as the key begins with it: its length in four bytes, then its letters, and then the numbers. */
function typeWithin(blob: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(blob)) return undefined;
  const bytes = atob(blob);
  const length = Array.from(bytes.slice(0, LENGTH_BYTES)).reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
  const end = LENGTH_BYTES + length;
  return bytes.length > end ? bytes.slice(LENGTH_BYTES, end) : undefined;
}
