export { loadRoster, type LoadedRoster, type LoadOptions } from './load-roster.js';
export { findSourceAbove } from './find-source.js';
export { linesOf } from './lines-of.js';
export { loadRevision } from './load-revision.js';
export { writeNewFiles, type NewFile, type Obstacle } from './write-new-files.js';
