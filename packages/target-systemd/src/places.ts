import { userOf, type Account } from '@canonry/core';

/** Where files go, below the root of the host. */
export const SYSUSERS = 'etc/sysusers.d/agent-host.conf';
export const TMPFILES = 'etc/tmpfiles.d/agent-host.conf';
export const LOGROTATE = 'etc/logrotate.d/agent-host';
export const NFTABLES = 'etc/nftables.d/agent-host.nft';
export const ALLOY = 'etc/alloy/agent-host.alloy';
export const UNITS = 'etc/systemd/system/';
export const SCRIPTS_DIRECTORY = 'etc/agent-host/lib/';

export const OWNS: readonly string[] = [SYSUSERS, TMPFILES, LOGROTATE, NFTABLES, ALLOY, UNITS, SCRIPTS_DIRECTORY];

/** The places of an account on the running host, absolute. */
export interface AccountPlaces {
  readonly home: string;
  /** Where it works. */
  readonly agentSpace: string;
  /** What its home has to hold, out of its reach. */
  readonly truth: string;
  readonly log: string;
  readonly audit: string;
  /** While this file is there, nothing of it starts by itself: of people, and of the agent. */
  readonly paused: string;
  readonly pausedItself: string;
}

export function placesOf(account: Pick<Account, 'name'>): AccountPlaces {
  const user = userOf(account);
  return {
    home: `/home/${user}`,
    agentSpace: `/home/${user}/agent-space`,
    truth: `/etc/agent-host/homes/${account.name}`,
    log: `/var/log/${user}`,
    audit: `/var/log/${user}/audit.jsonl`,
    paused: `/etc/agent-host/paused/${account.name}`,
    pausedItself: `/var/lib/${user}/paused`,
  };
}

/** All agents report to here, so that no agent can be called `incidents`: its own state would be the same directory. */
export const INCIDENTS = '/var/lib/agent-incidents';
