import type { Dictionary } from './merge.js';
import { isDictionary } from './merge.js';
import { readPermission, readTools } from './permission-schema.js';

const CHECKS: readonly (readonly [key: string, isValid: (value: unknown) => boolean])[] = [
  ['model', isText],
  ['variant', isText],
  ['prompt', isText],
  ['description', isText],
  ['temperature', Number.isFinite],
  ['top_p', Number.isFinite],
  ['mode', (value) => value === 'subagent' || value === 'primary' || value === 'all'],
  ['hidden', isBoolean],
  ['disable', isBoolean],
  ['options', isDictionary],
  ['steps', isCount],
  ['maxSteps', isCount],
  ['color', isColour],
];

/** What OpenCode makes of the keys of one agent, or null where it refuses the whole configuration. */
export function readAgent(keys: Dictionary): Dictionary | null {
  if (CHECKS.some(([key, isValid]) => Object.hasOwn(keys, key) && !isValid(keys[key]))) return null;
  const { permission = {}, tools = {}, ...others } = keys;
  const [rules, switches] = [readPermission(permission), readTools(tools)];
  if (rules === null || switches === null) return null;
  return { ...others, permission: { ...switches, ...rules } };
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

const COLOURS: ReadonlySet<unknown> = new Set([
  'primary',
  'secondary',
  'accent',
  'success',
  'warning',
  'error',
  'info',
]);

function isColour(value: unknown): boolean {
  return COLOURS.has(value) || (typeof value === 'string' && /^#[0-9a-fA-F]{6}$/.test(value));
}
