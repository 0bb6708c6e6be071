import { describe, expect, it } from 'vitest';
import { goldenHosts } from './golden-hosts.js';
import { readAlloy, type AlloyBlock, type AlloyValue } from './host-rules/alloy-file.js';
import { isUpdating } from './update.js';

const ALLOY = 'etc/alloy/agent-host.alloy';
const forwarded = goldenHosts().flatMap(({ name, tree }) => {
  const text = tree.files.get(ALLOY);
  return text === undefined ? [] : [{ name, tree, text }];
});
const usersOf = (accounts = ''): readonly string[] => [...accounts.matchAll(/^u (\S+)/gm)].map(([, user = '']) => user);

// No package of Debian has Alloy, so nothing here runs it: what is asked is whether a reader of its syntax finds what was meant.
describe('the file for Alloy, which Alloy itself has not been asked about', () => {
  it('is there', () => {
    expect(isUpdating || forwarded.length > 0).toBe(true);
  });

  it.each(forwarded)('reads every audit of $name, and sends it to one address', ({ tree, text }) => {
    const users = usersOf(tree.files.get('etc/sysusers.d/agent-host.conf'));
    expect(readAlloy(text)).toEqual(
      meant(
        users.map((user) => target(`/var/log/${user}/audit.jsonl`, user.slice('agent-'.length))),
        'https://loki.example.org:3100/loki/api/v1/push',
      ),
    );
  });

  it.each([
    ['a block without an end', /\}\n$/, ''],
    ['an entry without its comma', /\},\n {2}\]/, '}\n  ]'],
    ['an attribute without a value', /targets {4}= .*/, 'targets ='],
    ['a text without its end', /push"/, 'push'],
    ['an escape that Go does not know', /"coder"/, String.raw`"\q"`],
    ['two attributes on a line', /\n {2}forward_to/, ' forward_to'],
  ])('%s is found', (_, pattern, damage) => {
    for (const { text } of forwarded) {
      const damaged = text.replace(pattern, damage);
      expect(damaged).not.toBe(text);
      expect(() => readAlloy(damaged)).toThrow();
    }
  });
});

function meant(targets: readonly AlloyValue[], url: string): readonly AlloyBlock[] {
  return [
    { name: 'local.file_match.agent_host_audit', attributes: new Map([['path_targets', targets]]), blocks: [] },
    {
      name: 'loki.source.file.agent_host_audit',
      attributes: new Map<string, AlloyValue>([
        ['targets', { to: 'local.file_match.agent_host_audit.targets' }],
        ['forward_to', [{ to: 'loki.write.agent_host_audit.receiver' }]],
      ]),
      blocks: [],
    },
    {
      name: 'loki.write.agent_host_audit',
      attributes: new Map(),
      blocks: [{ name: 'endpoint', attributes: new Map([['url', url]]), blocks: [] }],
    },
  ];
}

function target(path: string, agent: string): AlloyValue {
  return new Map([
    ['__path__', path],
    ['agent', agent],
    ['host', 'forge'],
    ['job', 'agent-audit'],
  ]);
}
