import { accountComment, alloyString, configField, logrotatePath } from '../text/config-lines.js';
import { nftName, nftNetwork, nftString } from '../text/nft.js';
import { unitCommand, unitPath, unitValue, unitWord } from '../text/unit-file.js';

/**
 * What stands before every value in a template: the escaper of the syntax that it goes into. No template is compiled in which
 * one is missing, and each of them throws rather than to let through what its syntax cannot hold.
 */
export const ESCAPERS = {
  value: (value: unknown) => unitValue(text(value)),
  word: (value: unknown) => unitWord(text(value)),
  path: (value: unknown) => unitPath(text(value)),
  command: (value: unknown) => unitCommand(Array.isArray(value) ? value.map(text) : []),
  number: (value: unknown) => wholeNumber(value),
  field: (value: unknown) => configField(text(value)),
  comment: (value: unknown) => accountComment(text(value)),
  logPath: (value: unknown) => logrotatePath(text(value)),
  name: (value: unknown) => nftName(text(value)),
  string: (value: unknown) => nftString(text(value)),
  network: (value: unknown) => nftNetwork(text(value)),
  protocol: (value: unknown) => (value === 'udp' ? 'udp' : 'tcp'),
  alloy: (value: unknown) => alloyString(text(value)),
} as const;

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value;
}

function wholeNumber(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${JSON.stringify(value)}`);
  return String(value);
}
