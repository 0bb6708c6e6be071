import { expect, it } from 'vitest';
import { hostOf } from './hosts.js';

it.each([
  ['https://in.example/*', 'in.example'],
  ['https://in.example', 'in.example'],
  ['http://in.example:8080/a?', 'in.example'],
  ['https://10.0.0.1/*', '10.0.0.1'],
  ['https://in.example*', undefined],
  ['https://*.in.example/*', undefined],
  ['https://IN.example/*', undefined],
  ['https://in.example./*', undefined],
  ['https://127.1/*', undefined],
  ['https://0x7f000001/', undefined],
  ['https://me@in.example/*', undefined],
  ['https://in.example:*', undefined],
  ['*://in.example/*', undefined],
  ['https://bücher.example/*', undefined],
  ['ftp://in.example/*', undefined],
])('every address of %s is at the host %s', (pattern, host) => {
  expect(hostOf(pattern)).toBe(host);
});
