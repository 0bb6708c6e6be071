export { filesOf } from './files-of.js';
