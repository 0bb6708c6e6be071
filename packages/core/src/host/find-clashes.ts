import { findingOf, type Finding, type KeyPath } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { isEgressRule, parseEgress, showEgress } from './egress.js';
import { hasRuns, type Account, type Host, type Secret } from './host.js';

/** What is sound in each account, and not in all of them together. */
export function findClashes(host: Host): readonly Finding[] {
  return [...findUidClashes(host), ...findPortClashes(host), ...findKeyClashes(host)];
}

/** What an account says and cannot have, or not yet. */
export function findAdvice(host: Host): readonly Finding[] {
  return host.accounts.flatMap((account) => [
    ...adviseOnKey(account, host),
    ...adviseOnTaskLoop(account, host),
    ...adviseOnServers(account, host),
    ...adviseOnReserved(account, host),
  ]);
}

function findUidClashes({ accounts, file }: Host): Finding[] {
  return clashesOf(accounts, ({ uid }) => uid).map(([account, other]) =>
    findingOf('clashing-uid', at(file, 'key', ['agents', account.name]), {
      account: account.name,
      other: other.name,
      uid: String(account.uid),
    }),
  );
}

function findKeyClashes({ accounts, file, name }: Host): Finding[] {
  const withKey = accounts.filter(({ ssh }) => ssh.publicKey !== undefined);
  return clashesOf(withKey, ({ ssh }) => ssh.publicKey?.split(' ')[1]).map(([account, other]) =>
    findingOf('clashing-key', at(file, 'value', ['agents', account.name, 'ssh', 'public_key']), {
      account: account.name,
      other: other.name,
      host: name,
    }),
  );
}

interface Port {
  readonly port: number;
  readonly path: readonly string[];
}

function findPortClashes({ accounts, file }: Host): Finding[] {
  const ports = accounts.flatMap(({ name, desktop, chrome }): Port[] => [
    ...(desktop.enable ? [{ port: desktop.vncPort, path: ['agents', name, 'desktop', 'vnc_port'] }] : []),
    ...(chrome.enable ? [{ port: chrome.debugPort, path: ['agents', name, 'chrome', 'debug_port'] }] : []),
  ]);
  return clashesOf(ports, ({ port }) => port).map(([one, other]) =>
    findingOf('clashing-port', at(file, 'key', one.path.slice(0, -1)), {
      key: one.path.join('.'),
      port: String(one.port),
      other: other.path.join('.'),
    }),
  );
}

/** Each one that has what an earlier one has, with that one. */
function clashesOf<Item>(items: readonly Item[], of: (item: Item) => unknown): (readonly [Item, Item])[] {
  return items.flatMap((item, index) => {
    const earlier = items.slice(0, index).find((other) => of(other) === of(item));
    return earlier === undefined ? [] : [[item, earlier] as const];
  });
}

function adviseOnKey({ name, ssh }: Account, host: Host): Finding[] {
  if (!ssh.enable || ssh.publicKey !== undefined) return [];
  const where = at(host.file, 'key', ['agents', name, 'ssh']);
  return [findingOf('commits-not-signed', where, { account: name, host: host.name })];
}

function adviseOnTaskLoop({ name, taskLoop }: Account, { file }: Host): Finding[] {
  if (!taskLoop.enable || hasRuns({ taskLoop })) return [];
  return [findingOf('nothing-to-run', at(file, 'key', ['agents', name]), { account: name })];
}

function adviseOnServers({ name, mcpServers, egress }: Account, { file }: Host): Finding[] {
  const open = new Set(egress.map(showEgress));
  return mcpServers.flatMap((server) => {
    const destination = server.kind === 'url' ? destinationOf(server.url) : undefined;
    if (destination === undefined || open.has(destination)) return [];
    const where = at(file, 'value', ['agents', name, 'mcp', 'servers', server.name, 'url']);
    const parameters = { server: quote(server.name), destination, account: name };
    return [findingOf('unreachable-server', where, parameters)];
  });
}

/** A server on this machine is a connection like any other. */
function destinationOf(url: string): string | undefined {
  const [, scheme, host = '', port = scheme === 'https' ? '443' : '80'] =
    /^(https?):\/\/(\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(url) ?? [];
  const rule = parseEgress(`${host === 'localhost' ? '127.0.0.1' : host}:${port}`);
  return isEgressRule(rule) ? showEgress(rule) : undefined;
}

/** Tables whose services come later, and the secret that each has already. */
const RESERVED = [
  ['desktop', 'desktop', undefined],
  ['chrome', 'chrome', undefined],
  ['mail', 'mail', 'mail-password'],
  ['bitwarden', 'bitwarden', 'bitwarden-client-secret'],
  ['tailscale', 'tailscale', 'tailscale-auth-key'],
  ['agentSpace', 'agent_space', undefined],
  ['codingAgent', 'coding_agent', undefined],
] as const;

function adviseOnReserved(account: Account, { file }: Host): Finding[] {
  const { name } = account;
  return RESERVED.filter(([key]) => account[key].enable).map(([, table, secret]) =>
    findingOf('not-rendered-yet', at(file, 'key', ['agents', name, table]), {
      table,
      account: name,
      secret: secret === undefined ? '' : explainSecret(secret, account),
    }),
  );
}

/** Only what runs by itself is given secrets. */
function explainSecret(secret: Secret, account: Account): string {
  return hasRuns(account) ? `; its runs are given the secret ${secret}` : ', and without runs nothing takes its secret';
}

function at(
  file: string,
  kind: 'key' | 'value',
  path: KeyPath,
): { readonly file: string; readonly place: { readonly kind: 'key' | 'value'; readonly path: KeyPath } } {
  return { file, place: { kind, path } };
}
