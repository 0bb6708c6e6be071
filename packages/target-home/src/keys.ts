import type { Account } from '@canonry/core';

/** The public half of the key that an account has, if it has one. */
export function ownKeyOf({ ssh }: Pick<Account, 'ssh'>): string | undefined {
  return ssh.enable && ssh.publicKey !== undefined ? keyOf(ssh.publicKey) : undefined;
}

/** Type and key. What follows is a comment; options, which come first, are refused where a host is read. */
export function keyOf(line: string): string {
  return line.split(' ').slice(0, 2).join(' ');
}
