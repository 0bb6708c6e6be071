import { shellWord, userOf, type SecretStore } from '@canonry/core';

/** Of stores that only the person who owns the repository of secrets can write to. */
type ForeignStore = Exclude<SecretStore, 'systemd-creds'>;

/** How each of them takes a file without showing it. */
const ENCRYPT: Readonly<Record<ForeignStore, (secret: string) => string>> = {
  agenix: (secret) => `agenix -e ${shellWord(`${secret}.age`)} <"$d/NAME"`,
  sops: (secret) =>
    `sops encrypt --input-type binary --output-type binary --filename-override ${shellWord(secret)} "$d/NAME" >${shellWord(secret)}`,
};

/** A script for the directory of the secrets: makes a key and its passphrase in memory, encrypts both, prints the public half. */
export function keysScript(account: string, { store, comment }: { store: ForeignStore; comment: string }): string {
  const user = userOf({ name: account });
  const encrypt = (secret: string, file: string): string => ENCRYPT[store](`${user}-${secret}`).replace('NAME', file);
  return `(
set -eu
umask 077
d=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$d"' EXIT
head -c 32 /dev/urandom | base64 | tr -d '\\n' >"$d/passphrase"
printf '#!/bin/sh\\nexec cat "%s/passphrase"\\n' "$d" >"$d/say"
chmod 0700 "$d/say"
SSH_ASKPASS="$d/say" SSH_ASKPASS_REQUIRE=force ssh-keygen -q -t ed25519 -C ${shellWord(comment)} -f "$d/key"
${encrypt('ssh-key', 'key')}
${encrypt('ssh-passphrase', 'passphrase')}
cat "$d/key.pub"
)
`;
}
