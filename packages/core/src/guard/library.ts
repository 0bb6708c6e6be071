/** What guards load: the whole of canonry that runs inside of a harness. It is bundled into one file. */
export { answer } from './answer.js';
export { loadPolicies } from './load-policies.js';
export { maxTurnsOf, type GuardedAgent, type GuardPolicies, type LoadedPolicies } from './policies.js';
export type { Ask, GuardAnswer, GuardFiles, GuardRequest, Place } from './request.js';
// For the command, which carries the library anyway: no guard needs them, so its types do not name them.
export { splitCommandLine } from '../policy/command-line.js';
export { forEachChild, parse } from 'unbash';
