export { answer, loadPolicies, maxTurnsOf } from './library.js';
export type {
  Ask,
  GuardAnswer,
  GuardedAgent,
  GuardFiles,
  GuardPolicies,
  GuardRequest,
  LoadedPolicies,
  Place,
} from './library.js';
export { GUARD_LIBRARY, GUARD_LIBRARY_TYPES } from './library-text.js';
export { serialisePolicies, type SerialiseOptions } from './serialise-policies.js';
export { policyLines } from './policy-lines.js';
