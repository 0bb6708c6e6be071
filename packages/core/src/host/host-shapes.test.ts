import { describe, expect, it } from 'vitest';
import { SHAPES, whyNotShaped, type Shape } from './host-shapes.js';

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'a'.repeat(43)}`;

const FITTING: Readonly<Record<Shape, readonly string[]>> = {
  calendar: [
    '*:0/15',
    '*-*-* 05:00:00',
    'daily',
    'Mon..Fri 08:30',
    'Mon,Wed *-*-1..7 10:00 UTC',
    '2027-01-31 23:59:59',
    'Sat',
    '*-*-1',
    '*:*:0/30',
    '0/2:00',
  ],
  timeSpan: ['1h', '90min', '1h 30min', '1h30m', '2days'],
  size: ['512M', '8G', '1T', '64K'],
  cpu: ['50%', '400%'],
  fullName: ['Research Agent', 'Zoë, the second', '100 % Ägent'],
  email: ['researcher@test.local', 'a.b+c@example.org', 'agent@localhost'],
  program: ['/usr/local/lib/agent-host/task-loop', '/bin/x'],
  command: ['npx', '/usr/bin/node', 'mcp-server.js'],
  argument: ['', 'a b', '%i', '$HOME', '"'],
  httpUrl: ['https://loki.example.org:3100/loki/api/v1/push', 'http://10.0.0.1', 'http://[::1]:80/'],
  localUrl: ['http://127.0.0.1:8080/mcp', 'http://localhost', 'https://[::1]:443/'],
  repository: [
    'git@example.org:team/space.git',
    'https://example.org/space.git',
    'ssh://git@example.org/x',
    '/srv/git/x',
  ],
  publicKey: [KEY, `${KEY} agent-researcher@forge`],
  authorizedKey: [KEY, `ssh-rsa AAAA${'b'.repeat(368)}== ada@home`],
  resolution: ['1920x1080'],
  branchPrefix: ['agent-researcher', 'agents/researcher'],
  serverName: ['chrome-devtools', 'files2', 'my_server'],
};

const UNFITTING: Readonly<Record<Shape, readonly string[]>> = {
  calendar: [
    '',
    ' daily',
    'daily ',
    '*:0/15\nExecStart=/bin/sh',
    '%H:00',
    '25:00',
    '12:60',
    '*-13-01',
    '*-*-32',
    'Fri..Mon',
    '*/2:00',
    '*,5:00',
    '10..5:00',
    '*:0/0',
    'tomorrow',
    '*-*-0',
    '*:0/99',
  ],
  timeSpan: ['', '0', '0s', '1', 'infinity', '1h ', '-1h', '1.5h', '1h%', '1y', '1h\n', '99999999h'],
  size: ['', '8', '0G', '8g', '8GB', '50%', 'infinity', '8G ', '1.5G'],
  cpu: ['', '50', '0%', '-1%', '1.5%', '50%%', '50 %'],
  fullName: ['a:b'],
  email: [
    '',
    'a',
    '@b',
    'a@',
    'a@b@c',
    'a b@c',
    'a@-b',
    '-a@b',
    'a.@b',
    'a@b\n',
    '"a"@b',
    'a:b@c',
    `${'a'.repeat(80)}@b`,
  ],
  program: [
    '',
    'sh',
    './x',
    '/',
    '/usr/../bin/x',
    '/usr/./x',
    '/usr//x',
    '/a b',
    '-/bin/x',
    '@/bin/x',
    '/bin/x;y',
    '/%i',
    '/$X',
    '/x\n',
    '/usr/bin/',
  ],
  command: ['', 'a b', '../x', './x', '-x', 'a/b', 'x\n', '/'],
  argument: ['a\nb', 'a\u0007', '\u0000', '\u2029'],
  httpUrl: [
    '',
    'ftp://x',
    'https://user:pass@host/',
    'https://host/?a=b',
    'https://host/#x',
    'https://',
    'https://host/ x',
    'https://h\n',
  ],
  localUrl: [
    'http://example.org',
    'http://0.0.0.0:80',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://localhost@example.org',
    'http://127.0.0.2',
    'http://localhost:80/?t=1',
    'file:///x',
    'http://LOCALHOST',
  ],
  repository: [
    'ext::sh -c x',
    '-x',
    '--upload-pack=x',
    'https://u:p@example.org/x',
    'http://example.org/x',
    'file:///x',
    'a b',
    'x',
    'git@-x:y',
  ],
  publicKey: [
    '',
    'ssh-ed25519',
    KEY.slice(0, -1),
    `${KEY}\n`,
    `${KEY} a b`,
    `from="x" ${KEY}`,
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    `${KEY}=`,
  ],
  authorizedKey: ['', `command="x" ${KEY}`, `${KEY}\n${KEY}`, 'ssh-dss AAAA', `${KEY} a b`],
  resolution: ['', '1920', '1920x', '0x0', '1920x1080x1'],
  branchPrefix: ['', '-x', 'a/', '/a', 'a//b', 'a..b', 'a b', 'a~', 'refs/@{x}'],
  serverName: ['', 'A', '1a', 'a b', 'a--b', 'a-', 'a'.repeat(41), 'a.b', '__proto__'],
};

const shapes = Object.keys(SHAPES).filter((name): name is Shape => name in FITTING);

describe.each(shapes.map((shape) => ({ shape, texts: FITTING[shape] })))('$shape', ({ shape, texts }) => {
  it.each(texts)('%j', (text) => {
    expect(whyNotShaped(shape, text)).toBeUndefined();
  });
});

describe.each(shapes.map((shape) => ({ shape, texts: UNFITTING[shape] })))('no $shape', ({ shape, texts }) => {
  it.each(texts)('%j', (text) => {
    expect(whyNotShaped(shape, text)).toEqual({ reason: expect.any(String), example: expect.any(String) });
  });
});
