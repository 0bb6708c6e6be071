import { describe, expect, it } from 'vitest';
import { isEgressRule, parseEgress, showEgress } from './egress.js';

describe('a destination', () => {
  it.each([
    ['127.0.0.1:8443', { network: '127.0.0.1', family: 'ip', protocol: 'tcp', port: 8443 }],
    ['10.0.0.0/8:443', { network: '10.0.0.0/8', family: 'ip', protocol: 'tcp', port: 443 }],
    ['10.1.2.3/32:443/tcp', { network: '10.1.2.3', family: 'ip', protocol: 'tcp', port: 443 }],
    ['0.0.0.0/0:443', { network: '0.0.0.0/0', family: 'ip', protocol: 'tcp', port: 443 }],
    ['[::1]:53/udp', { network: '::1', family: 'ip6', protocol: 'udp', port: 53 }],
    ['[FD00:0:0::/48]:443', { network: 'fd00::/48', family: 'ip6', protocol: 'tcp', port: 443 }],
    ['[2001:db8:0:0:1:0:0:1]:1', { network: '2001:db8::1:0:0:1', family: 'ip6', protocol: 'tcp', port: 1 }],
    ['[::/0]:443', { network: '::/0', family: 'ip6', protocol: 'tcp', port: 443 }],
    ['[1:2:3:4:5:6:7:8]:65535', { network: '1:2:3:4:5:6:7:8', family: 'ip6', protocol: 'tcp', port: 65_535 }],
    ['[fe80::1/128]:22', { network: 'fe80::1', family: 'ip6', protocol: 'tcp', port: 22 }],
  ])('%s', (text, expected) => {
    expect(parseEgress(text)).toEqual(expected);
  });

  it.each([
    ['10.1.2.3/8:443', '10.0.0.0/8:443'],
    ['010.0.0.1:443', '10.0.0.1:443'],
    ['192.168.1.255/25:53/udp', '192.168.1.128/25:53/udp'],
    ['[fd00::1/48]:443', '[fd00::/48]:443'],
  ])('%s probably means %s', (text, guess) => {
    expect(parseEgress(text)).toHaveProperty('guess', guess);
  });

  it.each([
    '',
    ':443',
    'localhost:80',
    'api.example.org:443',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:0',
    '127.0.0.1:080',
    '127.0.0.1:65536',
    '127.0.0.1:http',
    '127.0.0.1:80/sctp',
    '127.0.0.1:80-90',
    '127.0.0.1:80,443',
    '127.0.0.1:80 ',
    ' 127.0.0.1:80',
    '127.0.0.1:80\n',
    '127.0.0.1:80;',
    '127.1:80',
    '2130706433:80',
    '0x7f.0.0.1:80',
    '256.0.0.1:80',
    '127.0.0.1/33:80',
    '127.0.0.1/08:80',
    '127.0.0.1/:80',
    '*:80',
    '::1:80',
    '[::1]',
    '[::1:80',
    '[:::1]:80',
    '[1::2::3]:80',
    '[::ffff:127.0.0.1]:80',
    '[::ffff:7f00:1]:80',
    '[::ffff:0:0/96]:80',
    '[fe80::1%eth0]:80',
    '[12345::]:80',
    '[1:2:3:4:5:6:7:8:9]:80',
    '[1:2:3:4:5:6:7:8::]:80',
    '[::/129]:80',
    '[]:80',
    '[127.0.0.1]:80',
    '1:2:3:4:5:6:7:8',
  ])('%j is none', (text) => {
    expect(isEgressRule(parseEgress(text))).toBe(false);
  });

  it('is read again as it is shown', () => {
    for (const text of ['127.0.0.1:8443', '10.0.0.0/8:443', '[::1]:53/udp', '[fd00::/48]:443', '[::/0]:1']) {
      const rule = parseEgress(text);
      expect(isEgressRule(rule) && showEgress(rule)).toBe(text);
    }
  });
});
