import { hasRuns, userOf, type Account, type Secret, type SecretStore } from '@canonry/core';

interface Store {
  /** Where it keeps the secrets of agents, closed to everybody but root. */
  readonly directories: readonly string[];
  /** What is stored can only be read by this machine. */
  readonly isEncrypted: boolean;
}

export const STORES: Readonly<Record<SecretStore, Store>> = {
  'systemd-creds': { directories: ['/etc/credstore.encrypted'], isEncrypted: true },
  agenix: { directories: ['/run/agenix', '/run/agenix.d'], isEncrypted: false },
  sops: { directories: ['/run/secrets', '/run/secrets.d'], isEncrypted: false },
};

/** What a unit is given as a file of its own: `NAME:PATH`. */
export interface Credential {
  readonly credential: string;
  readonly isEncrypted: boolean;
}

export function credentialOf(account: Account, secret: Secret, store: SecretStore): Credential {
  const { directories, isEncrypted } = STORES[store];
  return { credential: `${secret}:${directories[0]}/${userOf(account)}-${secret}`, isEncrypted };
}

/** What the runs of an agent are given. The key and its passphrase are for its ssh-agent alone. */
export function secretsOfRuns({ mail, bitwarden, tailscale }: Account): readonly Secret[] {
  return [
    ...(mail.enable ? (['mail-password'] as const) : []),
    ...(bitwarden.enable ? (['bitwarden-client-secret'] as const) : []),
    ...(tailscale.enable ? (['tailscale-auth-key'] as const) : []),
  ];
}

/** A file with a secret of an account, as it is on a running host. */
export interface SecretPlace {
  readonly secret: Secret;
  /** Absolute. */
  readonly path: string;
  readonly isEncrypted: boolean;
}

/** Every secret that the units of an account read. */
export function secretPlacesOf(account: Account, store: SecretStore): readonly SecretPlace[] {
  const ofRuns = hasRuns(account) ? secretsOfRuns(account) : [];
  const ofSshAgent = account.ssh.enable ? (['ssh-key', 'ssh-passphrase'] as const) : [];
  const { directories, isEncrypted } = STORES[store];
  return [...ofRuns, ...ofSshAgent].map((secret) => ({
    secret,
    path: `${directories[0]}/${userOf(account)}-${secret}`,
    isEncrypted,
  }));
}
