import { parsePublicKey, type Account, type PublicKey } from '@canonry/core';

/** The public half of the key that an account has, if it has one. */
export function ownKeyOf({ ssh }: Pick<Account, 'ssh'>): PublicKey | undefined {
  return ssh.enable && ssh.publicKey !== undefined ? keyOf(ssh.publicKey) : undefined;
}

/** Reading a host refuses what is no key, so one that comes as far as here is our mistake. */
export function keyOf(line: string): PublicKey {
  const key = parsePublicKey(line);
  if (typeof key === 'string') throw new Error(`not a public key: ${key}`);
  return key;
}
