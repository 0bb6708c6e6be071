export { loadRoster, type LoadedRoster, type LoadOptions } from './load-roster.js';
export { findSourceAbove } from './find-source.js';
export { linesOf } from './lines-of.js';
export { loadRevision } from './load-revision.js';
export { writeNewFiles, type NewFile, type Obstacle } from './write-new-files.js';
export { cleanOutputs, planRender, renderOutputs, type WritingOptions, type WritingOutcome } from './render-outputs.js';
export type { WritingFs } from './writing-fs.js';
export { thisSystem, type WritingSystem } from './writing-system.js';
export { watchSource, type WatchOptions } from './watch-source.js';
