/** What guards load: the whole of canonry that runs inside of a harness. It is bundled into one file. */
export { answer } from './answer.js';
export { loadPolicies } from './load-policies.js';
export { maxTurnsOf, type GuardedAgent, type GuardPolicies, type LoadedPolicies } from './policies.js';
export type { Ask, GuardAnswer, GuardFiles, GuardRequest, Place } from './request.js';
