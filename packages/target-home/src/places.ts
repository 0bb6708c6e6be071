import type { Account } from '@canonry/core';

/** Everything that may be written: below it a directory for each account, which is a home. */
export const OWNS = 'etc/agent-host/homes/';

export function directoryOf({ name }: Pick<Account, 'name'>): string {
  return `${OWNS}${name}/`;
}
