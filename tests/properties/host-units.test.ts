import type { Account, EgressRule, Host, Policy } from '@canonry/core';
import { systemd } from '@canonry/target-systemd';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, agentWith, hostOf, rosterOf } from '../../packages/target-systemd/src/host.fixture.js';
import { brokenRules } from '../golden/host-rules/broken-rules.js';
import type { HostTree } from '../golden/host-rules/tree-rules.js';
import { runs } from './runs.js';

/** What hosts/NAME.toml may hold: texts of one line, the rest in shapes. */
const line = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', "'", '\\', '$', '%', ';', '#', '{', '}', ':', ' ', '~', '*', '?', '-'),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
    ),
  })
  .filter((text) => !/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(text));
const fullName = line.filter((text) => !text.includes(':'));
const agentName = fc
  .stringMatching(/^[a-z][a-z0-9]{0,4}(?:-[a-z0-9]{1,4}){0,3}$/)
  .filter((name) => name !== 'incidents');
const program = fc.stringMatching(/^\/usr(?:\/[A-Za-z0-9_+@-]{1,8}){1,3}$/);

const egressRule: fc.Arbitrary<EgressRule> = fc
  .record({
    to: fc.constantFrom(
      ...([
        { network: '127.0.0.1', family: 'ip' },
        { network: '10.0.0.0/8', family: 'ip' },
        { network: '0.0.0.0/0', family: 'ip' },
        { network: '::1', family: 'ip6' },
        { network: '2001:db8::/32', family: 'ip6' },
      ] as const),
    ),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    port: fc.integer({ min: 1, max: 65_535 }),
  })
  .map(({ to, ...rest }) => ({ ...to, ...rest }));

const policy: fc.Arbitrary<Policy> = fc.record({
  tool: fc.constantFrom('external_directory', 'edit', 'webfetch'),
  intent: fc.constantFrom('allow' as const, 'ask' as const, 'deny' as const),
  rules: fc.constant([]),
});

const account: fc.Arbitrary<Account> = fc
  .record({
    name: agentName,
    uid: fc.integer({ min: 4001, max: 59_999 }),
    fullName,
    egress: fc.array(egressRule, { maxLength: 3 }),
    innerSandbox: fc.boolean(),
    exec: fc.option(fc.tuple(program, fc.array(line, { maxLength: 3 })), { nil: undefined }),
    ssh: fc.boolean(),
    secrets: fc.boolean(),
  })
  .map(({ name, uid, exec, ssh, secrets, ...more }) => {
    const { taskLoop, mail, bitwarden, ...rest } = accountOf(name, uid);
    const { exec: _, ...times } = taskLoop;
    return {
      ...rest,
      ...more,
      taskLoop: { ...times, ...(exec === undefined ? {} : { exec: [exec[0], ...exec[1]] }) },
      ssh: { ...rest.ssh, enable: ssh },
      mail: { ...mail, enable: secrets },
      bitwarden: { ...bitwarden, enable: secrets },
    };
  });

const host: fc.Arbitrary<Host> = fc
  .record({
    accounts: fc.uniqueArray(account, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
    secrets: fc.constantFrom('systemd-creds' as const, 'agenix' as const, 'sops' as const),
    limits: fc.constantFrom({}, { memory: '8G' }, { cpu: 400, tasks: 100 }),
    keepDays: fc.integer({ min: 1, max: 36_500 }),
  })
  .filter(({ accounts }) => new Set(accounts.map(({ uid }) => uid)).size === accounts.length)
  .map(({ accounts, keepDays, ...more }) => hostOf(accounts, { ...more, audit: { keepDays } }));

function treeOf(made: Host, policies: readonly Policy[]): HostTree {
  const { outputs } = systemd.render({
    host: made,
    roster: rosterOf(made.accounts.map(({ name }) => agentWith(name, policies))),
    harnesses: [],
    homePaths: new Map(
      made.accounts.map(({ name }) => [name, ['.claude/agents/', '.mcp.json', '.pi/agent/settings.json']]),
    ),
  });
  return {
    files: new Map(
      outputs.flatMap((one) => (one.kind === 'file' ? [[one.path, new TextDecoder().decode(one.bytes)]] : [])),
    ),
    links: new Map(outputs.flatMap((one) => (one.kind === 'link' ? [[one.path, one.destination]] : []))),
  };
}

describe('whatever a host file holds', () => {
  it('the units and the other files keep to every rule', () => {
    fc.assert(
      fc.property(host, fc.uniqueArray(policy, { selector: ({ tool }) => tool }), (made, policies) => {
        expect(brokenRules(treeOf(made, policies))).toEqual([]);
      }),
      runs(0.2),
    );
  });

  it('nothing of an account changes because another one comes or goes', () => {
    fc.assert(
      fc.property(host, (made) => {
        const [first, ...others] = made.accounts;
        if (first === undefined) return;
        const alone = treeOf({ ...made, accounts: [first] }, []);
        const together = treeOf({ ...made, accounts: [...others, first] }, []);
        const own = [...alone.files].filter(([path]) => path.includes('/system/'));
        expect(own.filter(([path, text]) => together.files.get(path) !== text)).toEqual([]);
      }),
      runs(0.1),
    );
  });
});
