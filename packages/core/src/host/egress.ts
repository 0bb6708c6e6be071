import type { EgressRule } from './host.js';

/** A rule, or why the text is none, with what was probably meant. */
export type ParsedEgress = EgressRule | { readonly reason: string; readonly guess?: string };

/** Reads `127.0.0.1:8443`, `10.0.0.0/8:443`, `[::1]:53/udp`. Strictly: every destination has one spelling. */
export function parseEgress(text: string): ParsedEgress {
  const [, bracketed, plain = '', port = '', protocol = 'tcp'] =
    /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,9})(?:\/(tcp|udp))?$/.exec(text) ?? [];
  if (port === '') return explainShape(text);
  const number = Number(port);
  if (number < 1 || number > 65_535 || port.startsWith('0')) return { reason: `${port} is no port` };
  const network = bracketed === undefined ? parseIpv4(plain) : parseIpv6(bracketed);
  if (typeof network === 'object') return network.guess === undefined ? network : withPort(network, text, bracketed);
  return {
    network,
    family: bracketed === undefined ? 'ip' : 'ip6',
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    port: number,
  };
}

export function isEgressRule(parsed: ParsedEgress): parsed is EgressRule {
  return 'network' in parsed;
}

/** The one spelling of a rule. */
export function showEgress({ network, family, protocol, port }: EgressRule): string {
  return `${family === 'ip6' ? `[${network}]` : network}:${port}${protocol === 'udp' ? '/udp' : ''}`;
}

interface Refused {
  readonly reason: string;
  readonly guess?: string;
}

function withPort({ reason, guess = '' }: Refused, text: string, bracketed: string | undefined): Refused {
  const rest = text.slice(text.lastIndexOf(':'));
  return { reason, guess: `${bracketed === undefined ? guess : `[${guess}]`}${rest}` };
}

function explainShape(text: string): Refused {
  if (/^[\d.]+(?:\/\d+)?$/.test(text)) return { reason: 'it names no port' };
  if (/^\[[^\]]*\](?:\/\w+)?$/.test(text)) return { reason: 'it names no port' };
  if (/^[0-9A-Fa-f:]*::?[0-9A-Fa-f:]*(?:\/\d+)?$/.test(text))
    return { reason: 'an IPv6 address stands in brackets, and a port behind it' };
  if (/^[\w.-]*[A-Za-z][\w.-]*(?::\w*)?$/.test(text)) return { reason: NAMES };
  return { reason: 'it is no ADDRESS:PORT' };
}

const NAMES =
  'a name is no address: whoever answers for the name would decide where the agent may go. Name addresses, or a proxy on this machine that knows names';

function parseIpv4(text: string): string | Refused {
  const [, address = '', length] = /^([^/]*)(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  if (/[A-Za-z]/.test(address)) return { reason: NAMES };
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1);
  if (parts === undefined || parts.some((part) => Number(part) > 255)) return { reason: 'it is no IPv4 address' };
  if (parts.some((part) => part.length > 1 && part.startsWith('0')))
    return { reason: 'a leading zero is an octal number to some programs', guess: showIpv4(parts.map(Number), length) };
  const bits = lengthOf(length, 32);
  if (bits === undefined) return { reason: `/${length ?? ''} is no length of an IPv4 prefix` };
  return checkMask(parts.map(Number), bits, 8, (masked) => showIpv4(masked, String(bits)));
}

function showIpv4(parts: readonly number[], length: string | undefined): string {
  return `${parts.join('.')}${length === undefined || length === '32' ? '' : `/${length}`}`;
}

function parseIpv6(text: string): string | Refused {
  const [, address = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (address.includes('%')) return { reason: 'an address with a zone means another place on every machine' };
  if (address.includes('.')) return { reason: 'an IPv4 address stands without brackets' };
  const groups = groupsOf(address);
  if (groups === undefined) return { reason: 'it is no IPv6 address' };
  const bits = lengthOf(length, 128);
  if (bits === undefined) return { reason: `/${length ?? ''} is no length of an IPv6 prefix` };
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return { reason: 'it is an IPv4 address in IPv6; write the IPv4 address' };
  return checkMask(groups, bits, 16, (masked) => `${showIpv6(masked)}${bits === 128 ? '' : `/${bits}`}`);
}

function lengthOf(text: string | undefined, most: number): number | undefined {
  if (text === undefined) return most;
  const length = Number(text);
  return String(length) === text && length <= most ? length : undefined;
}

/** The network in its one spelling, or what is refused because bits behind the prefix are set. */
function checkMask(
  units: readonly number[],
  bits: number,
  width: number,
  show: (units: readonly number[]) => string,
): string | Refused {
  const masked = units.map((unit, index) => {
    const kept = Math.min(width, Math.max(0, bits - index * width));
    return unit & ((0xffff << (width - kept)) & (2 ** width - 1));
  });
  if (masked.every((unit, index) => unit === units[index])) return show(masked);
  return { reason: 'the address has more bits than its prefix', guess: show(masked) };
}

function groupsOf(address: string): readonly number[] | undefined {
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}

/** As RFC 5952 has it: small letters, the first of the longest runs of zeros left out. */
function showIpv6(groups: readonly number[]): string {
  const words = groups.map((group) => group.toString(16));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    const end = groups.findIndex((group, index) => index >= start && group !== 0);
    const length = (end === -1 ? 8 : end) - start;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return words.join(':');
  return `${words.slice(0, best.start).join(':')}::${words.slice(best.start + best.length).join(':')}`;
}
