import { beforeAll, describe, expect, it } from 'vitest';
import { ASSERTIONS } from './assertions/all.js';
import { auditFile } from './assertions/audit.js';
import { CODER, PAIRS, RESEARCHER } from './lab/agents.js';
import { expectRefused, outputOf } from './lab/assertion.js';
import { bootBareLab, canonry, writePublicKeys } from './lab/bare-lab.js';
import type { Machine } from './lab/machine.js';

/** As a person does it, on a machine that already runs. The order counts. */
describe('a host on which canonry was told to install', () => {
  let host: Machine;
  beforeAll(async () => {
    host = await bootBareLab();
    return () => host.stop();
  });

  const files = (): string =>
    outputOf(host.root('find /etc /usr/local /var/lib /home -xdev -newer /run/before ! -type d | sort'));
  const MAIL = `/etc/credstore.encrypted/${CODER.user}-mail-password`;

  describe('before anything is written', () => {
    it('keys are made for this machine, and only their public halves shown', () => {
      const keys = outputOf(canonry(host, 'host', 'keys', 'lab')).split('\n');
      expect(keys).toEqual(
        PAIRS.map(([{ user }]) => expect.stringMatching(new RegExp(`^ssh-ed25519 \\S+ ${user}@lab$`))),
      );
      writePublicKeys(host, keys);
      expect(outputOf(host.root('grep -rl "PRIVATE KEY" /root /etc/credstore.encrypted /dev/shm /tmp || true'))).toBe(
        '',
      );
    });

    it('a key is not replaced unasked', () => {
      expectRefused(canonry(host, 'host', 'keys', 'lab'), /--force replaces the key/);
    });

    it.each([
      [`chmod 644 ${MAIL}`, `chmod 600 ${MAIL}`, /mail-password/],
      [`useradd --uid ${CODER.uid} somebody`, 'userdel somebody', /somebody/],
      [`useradd --uid 4999 ${CODER.user}`, `userdel ${CODER.user}`, /4999/],
      ['echo mine >/etc/nftables.d/agent-host.nft', 'rm -r /etc/nftables.d', /agent-host\.nft/],
      ['mv /usr/sbin/nft /usr/sbin/nft.gone', 'mv /usr/sbin/nft.gone /usr/sbin/nft', /nft/],
    ])('it refuses, and writes nothing, after: %s', (damage, repair, reason) => {
      outputOf(host.root(`mkdir -p /etc/nftables.d && ${damage} && touch /run/before`));
      const attempt = canonry(host, 'host', 'install', 'lab');
      const written = files();
      outputOf(host.root(repair));
      expect(attempt.status).toBe(1);
      expect(attempt.output + attempt.errors).toMatch(reason);
      expect(written).toBe('');
      expect(host.root(`id ${RESEARCHER.user}`).status).not.toBe(0);
    });
  });

  it('it installs', () => void outputOf(canonry(host, 'host', 'install', 'lab')));

  describe.each([...ASSERTIONS])('%s', (_, assertions) => {
    it.each(assertions)('%s', (_sentence, holds) => holds(host));
  });

  describe('afterwards', () => {
    it('it finds nothing that differs', () => void outputOf(canonry(host, 'host', 'check', 'lab')));

    it('installing once more writes nothing and restarts nothing', () => {
      const state = (): string =>
        outputOf(
          host.root(
            'systemctl show -p Id -p InvocationID -p StateChangeTimestampMonotonic agent-\\*.timer agent-\\*-ssh-agent.service',
          ),
        );
      outputOf(host.root('touch /run/before'));
      const before = state();
      outputOf(canonry(host, 'host', 'install', 'lab'));
      expect(
        files()
          .split('\n')
          .filter((file) => file.startsWith('/etc')),
      ).toEqual([]);
      expect(state()).toBe(before);
    });

    it.each([
      [`chmod 750 /home/${CODER.user}`, `chmod 700 /home/${CODER.user}`],
      [`chattr -a ${auditFile(CODER.user)}`, `chattr +a ${auditFile(CODER.user)}`],
      [
        'sed -i s/reject/accept/ /etc/nftables.d/agent-host.nft',
        'sed -i "s/accept with/reject with/" /etc/nftables.d/agent-host.nft',
      ],
      [`chmod 644 ${MAIL}`, `chmod 600 ${MAIL}`],
      [`usermod --append --groups sudo ${CODER.user}`, `gpasswd --delete ${CODER.user} sudo`],
    ])('it notices: %s', (damage, repair) => {
      outputOf(host.root(damage));
      const { status } = canonry(host, 'host', 'check', 'lab');
      outputOf(host.root(repair));
      expect(status).toBe(1);
      expect(outputOf(canonry(host, 'host', 'check', 'lab'))).toContain('as rendered');
    });
  });

  describe('when it is removed', () => {
    it('it says that it is done', () => void outputOf(canonry(host, 'host', 'remove', 'lab')));

    it('no unit of an agent is left, and nothing failed', () => {
      expect(
        outputOf(host.root('systemctl list-units --all --no-legend "agent*"; systemctl --failed --no-legend')),
      ).toBe('');
      expect(outputOf(host.root('find /etc -name "*agent-*" ! -type d ! -path "/etc/credstore.encrypted/*"'))).toBe('');
    });

    it.each(PAIRS)('$user is locked, and keeps its home and its audit', ({ user }) => {
      expect(outputOf(host.root(`getent shadow ${user}`))).toMatch(/^[^:]+:![^:]*:(?:[^:]*:){5}1:/);
      outputOf(host.root(`test -d /home/${user} && test -s ${auditFile(user)}`));
      expectRefused(host.root(`truncate -s 0 ${auditFile(user)}`), /Operation not permitted/);
    });

    it('the rules are gone with the last account', () => {
      expectRefused(host.root('nft list table inet agent_host'), /No such file or directory/);
    });
  });
});
