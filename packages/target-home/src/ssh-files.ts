import type { Account, FileOutput } from '@canonry/core';
import { homeFile } from './home-file.js';
import { keyOf, ownKeyOf } from './keys.js';

/** Who may log in: the agent itself and those that the host names. Also if that is nobody: it takes back what was there. */
export function sshFiles(account: Account): readonly FileOutput[] {
  const { enable, authorizedKeys } = account.ssh;
  const own = ownKeyOf(account);
  const keys = enable ? [...(own === undefined ? [] : [own]), ...authorizedKeys.map(keyOf)] : [];
  const lines = [...new Set(keys)];
  return [homeFile('.ssh/authorized_keys', lines.map((line) => `${line}\n`).join(''))];
}
