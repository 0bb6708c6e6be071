import type { Account, FileOutput } from '@canonry/core';
import { printGitConfig, type GitSection } from './git-config.js';
import { homeFile } from './home-file.js';
import { ownKeyOf } from './keys.js';

/** Not `.gitconfig`: that one stays free for what programs of the agent set with `git config --global`. */
const CONFIG = '.config/git/config';
const SIGNERS = '.config/git/allowed_signers';

/** Who the agent is in commits and, if it has a key, that it signs them, and whose signatures it knows. */
export function gitFiles(account: Account, accounts: readonly Account[]): readonly FileOutput[] {
  const { fullName, email } = account;
  const user: GitSection['values'] = [
    ['name', fullName],
    ['email', email],
  ];
  const key = ownKeyOf(account);
  const sections: readonly GitSection[] =
    key === undefined
      ? [{ name: 'user', values: user }]
      : [
          // The key itself, not the name of a file: the ssh-agent has the private half.
          { name: 'user', values: [...user, ['signingKey', `key::${key}`]] },
          { name: 'gpg', values: [['format', 'ssh']] },
          { name: 'gpg "ssh"', values: [['allowedSignersFile', `~/${SIGNERS}`]] },
          { name: 'commit', values: [['gpgSign', 'true']] },
          { name: 'tag', values: [['gpgSign', 'true']] },
        ];
  return [homeFile(CONFIG, printGitConfig(sections)), homeFile(SIGNERS, allowedSigners(accounts))];
}

/** The agents of one host know each other's signatures, for nothing but what Git signs. */
function allowedSigners(accounts: readonly Account[]): string {
  return accounts
    .flatMap((account) => {
      const key = ownKeyOf(account);
      return key === undefined ? [] : [`${account.email} namespaces="git" ${key}\n`];
    })
    .join('');
}
