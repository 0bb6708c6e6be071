import type { Assertion } from '../lab/assertion.js';
import { ACCOUNTS } from './accounts.js';
import { AUDIT } from './audit.js';
import { EGRESS_RULES } from './egress.js';
import { FILES } from './files.js';
import { HARDENING } from './hardening.js';
import { IDENTITY } from './identity.js';
import { LOOPS } from './loops.js';
import { SANDBOX } from './sandbox.js';
import { SECRETS } from './secrets.js';
import { SYSTEM } from './system.js';

/** What a host with the two agents of the test has to hold, whichever way it came to be. */
export const ASSERTIONS: ReadonlyMap<string, readonly Assertion[]> = new Map([
  ['accounts', ACCOUNTS],
  ['files', FILES],
  ['system', SYSTEM],
  ['hardening', HARDENING],
  ['sandbox', SANDBOX],
  ['loops', LOOPS],
  ['audit', AUDIT],
  ['egress', EGRESS_RULES],
  ['secrets', SECRETS],
  ['identity', IDENTITY],
]);
