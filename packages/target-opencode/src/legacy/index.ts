export { firstDifference } from './compare-documents.js';
export { exportAgentsJson } from './export-agents-json.js';
export { importAgentsJson } from './import-agents-json.js';
export { filesNamedIn } from '../read/prompt-text.js';
export { parseRecord, RECORD_FILE, recordToJson, type LegacyRecord } from './record.js';
export { rulesReadOtherwise } from './rules-read-otherwise.js';
