import { userOf, type Account, type Host, type Output } from '@canonry/core';
import { ALLOY, LOGROTATE, NFTABLES, placesOf, SYSUSERS, TMPFILES, type AccountPlaces } from '../places.js';
import { STORES } from '../secrets.js';
import { fillTemplate } from './fill-template.js';
import { fileOf, startedWith, unitFile } from './outputs.js';
import type { TemplateName } from './templates.js';

/** The files that a host has once for all its accounts. */
export function hostFiles(host: Host): readonly Output[] {
  const accounts = host.accounts.map(describe);
  const file = (path: string, template: TemplateName, more: object = {}): Output =>
    fileOf(path, fillTemplate(template, { accounts, ...more }));
  const { keepDays, lokiUrl } = host.audit;
  return [
    file(SYSUSERS, 'sysusers'),
    file(TMPFILES, 'tmpfiles', { stores: host.secrets === 'systemd-creds' ? STORES[host.secrets].directories : [] }),
    file(LOGROTATE, 'logrotate', { keepDays }),
    file(NFTABLES, 'nftables'),
    ...(lokiUrl === undefined ? [] : [file(ALLOY, 'alloy', { lokiUrl, host: host.name })]),
    unitFile('agent-host-egress.service', fillTemplate('egress-service', {})),
    startedWith('multi-user.target', 'agent-host-egress.service'),
    unitFile('nftables.service.d/50-agent-host.conf', fillTemplate('nftables-service', {})),
    unitFile('agents.slice', fillTemplate('slice', { description: 'All agents of this host', ...host.limits })),
  ];
}

interface Described extends AccountPlaces {
  readonly agent: string;
  readonly user: string;
  readonly uid: number;
  readonly fullName: string;
  readonly egress: readonly object[];
  /** What the kernel begins a line with when it refuses a connection. */
  readonly prefix: string;
}

function describe(account: Account): Described {
  const { name, uid, fullName, egress } = account;
  return {
    ...placesOf(account),
    agent: name,
    user: userOf(account),
    uid,
    fullName,
    egress: egress.map(({ network, family, protocol, port }) => ({
      to: network,
      isIpv6: family === 'ip6',
      protocol,
      port,
    })),
    prefix: `${userOf(account)} egress denied: `,
  };
}
