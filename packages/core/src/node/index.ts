export { loadRoster, type LoadedRoster, type LoadOptions } from './load-roster.js';
export { findSourceAbove } from './find-source.js';
export { cleanOutputs, planRender, renderOutputs, type WritingOptions, type WritingOutcome } from './render-outputs.js';
