import { parseHost, showEgress, type Host } from '@canonry/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEgressRule, parseEgress } from '../../packages/core/src/host/egress.js';
import { agentWith } from './guarded-agent.js';
import { arbitraryText } from './arbitrary-text.js';
import { runs } from './runs.js';

const surroundings = {
  agents: [{ ...agentWith([]), name: 'reader' }],
  harnesses: ['pi'],
  enabled: ['pi'],
};

function parse(text: string): ReturnType<typeof parseHost> {
  return parseHost({ name: 'forge', file: 'hosts/forge.toml', text }, surroundings);
}

const SOUND = {
  'operator.full_name': 'Ada',
  'operator.email': 'ada@example.org',
  'secrets.source': 'sops',
  'limits.memory': '8G',
  'limits.cpu': '400%',
  'audit.loki_url': 'https://loki.example.org/',
  'agents.reader.full_name': 'Reader',
  'agents.reader.email': 'reader@example.org',
  'agents.reader.limits.memory': '1G',
  'agents.reader.task_loop.every': 'daily',
  'agents.reader.task_loop.max_wall_time': '1h',
  'agents.reader.mcp.servers.a.url': 'http://localhost:80/',
  'agents.reader.agent_space.repository': 'git@example.org:x.git',
  'agents.reader.coding_agent.branch_prefix': 'agents/reader',
} as const;

/** What means something to a unit, a rule, a shell or a file of accounts. */
const HOSTILE = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r', '%', '%i', '$', '`', ';', ':', '"', "'", '\\', ' ', '\t', '\u0000', '\u2028', '['),
      fc.constantFrom(']', '=', '#', 'User=root', '..', '/', '-', '*', '1', '1h', '8G', 'daily', '@', '127.0.0.1', 'é'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const TEXTS = fc.tuple(fc.constantFrom(...Object.keys(SOUND)), HOSTILE, fc.boolean()).map(([key, text, isAppended]) => {
  const sound = new Map<string, string>(Object.entries(SOUND));
  sound.set(key, isAppended ? `${sound.get(key) ?? ''}${text}` : text);
  return [...sound].map(([one, value]) => `${one} = ${tomlText(value)}\n`).join('');
});

/** Every character that TOML could take for something is an escape. */
function tomlText(text: string): string {
  return `"${text.replaceAll(/["\\\u0000-\u001F\u007F-\uFFFF]/g, escapeOf)}"`;
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What goes into units and scripts with no more than the escaper of their syntax in between. */
function wordsOf({ limits, audit, operator, accounts }: Host): readonly string[] {
  const words = accounts.flatMap(({ taskLoop, mcpServers, agentSpace, codingAgent, ...account }) => [
    taskLoop.every,
    taskLoop.schedule,
    taskLoop.maxWallTime,
    account.email,
    account.mail.address,
    account.limits.memory ?? '',
    agentSpace.repository ?? '',
    codingAgent.branchPrefix,
    ...mcpServers.map((server) => (server.kind === 'url' ? server.url : server.command)),
  ]);
  return [...words, limits.memory ?? '', audit.lokiUrl ?? '', operator?.email ?? ''];
}

describe('a host file', () => {
  it('is read or refused, whatever it holds', () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const { host, findings } = parse(text);
        expect(host !== undefined || findings.length > 0).toBe(true);
      }),
      runs(0.5),
    );
  });

  it('lets nothing through that means something to a unit or a shell', () => {
    let accepted = 0;
    fc.assert(
      fc.property(TEXTS, (text) => {
        const { host } = parse(text);
        if (host === undefined) return;
        accepted += 1;
        for (const word of wordsOf(host)) expect(word).toMatch(/^[\w .,:/@+*~[\]-]*$/);
        for (const name of [host.operator?.fullName ?? '', ...host.accounts.map(({ fullName }) => fullName)])
          expect(name).not.toMatch(/[:\n\r\u0000\u2028]/);
      }),
      runs(1),
    );
    expect(accepted).toBeGreaterThan(0);
  });
});

describe('a destination', () => {
  const octet = fc.nat({ max: 255 });
  const port = fc.integer({ min: 1, max: 65_535 });
  const ipv4 = fc
    .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
    .map(([a, b, c, d, bits]) => `${[a, b, c, d].join('.')}/${bits}`);
  const ipv6 = fc
    .tuple(fc.array(fc.constantFrom(0, 0, 0, 1, 0xfe80, 0xffff), { minLength: 8, maxLength: 8 }), fc.nat({ max: 128 }))
    .map(([groups, bits]) => `[${groups.map((group) => group.toString(16)).join(':')}/${bits}]`);
  const text = fc
    .tuple(fc.oneof(ipv4, ipv6), port, fc.constantFrom('', '/tcp', '/udp'))
    .map(([network, number, protocol]) => `${network}:${number}${protocol}`);

  it('has one spelling, and is what was meant if it is refused for that', () => {
    fc.assert(
      fc.property(text, (written) => {
        const rule = parseEgress(written);
        if (isEgressRule(rule)) expect(parseEgress(showEgress(rule))).toEqual(rule);
        else if (rule.guess !== undefined) expect(isEgressRule(parseEgress(rule.guess))).toBe(true);
      }),
      runs(1),
    );
  });

  it('is no text that is none', () => {
    fc.assert(
      fc.property(HOSTILE, port, (noise, number) => {
        const rule = parseEgress(`${noise}:${number}`);
        if (isEgressRule(rule)) expect(rule.network).toMatch(/^[\d.]+(?:\/\d+)?$|^[\da-f:]+(?:\/\d+)?$/);
      }),
      runs(1),
    );
  });
});
