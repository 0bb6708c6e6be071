export { loadRoster, type LoadedRoster, type LoadOptions } from './load-roster.js';
export { findSourceAbove } from './find-source.js';
