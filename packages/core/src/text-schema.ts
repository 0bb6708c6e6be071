import * as z from 'zod';
import type { Code } from './diagnostic-catalogue.js';
import { nameOfCharacter, quote } from './text/quote.js';

/** Lower-case, so that one spelling serves as file name, command word and YAML scalar on every system. */
const NAME = /^[a-z](?:-?[a-z0-9])*$/;
const LONGEST_NAME = 64;

/** What keeps a text from being a name of an agent, a target or a skill. */
export function whyNotAName(text: string): string {
  const foreign = /[^A-Za-z0-9-]/u.exec(text)?.[0];
  if (text === '') return 'it is empty';
  if (text.length > LONGEST_NAME) return `it has ${text.length} characters; the limit is ${LONGEST_NAME}`;
  if (foreign !== undefined) return `it holds ${quote(foreign)}${foreign > '~' ? `, ${nameOfCharacter(foreign)}` : ''}`;
  if (/[A-Z]/.test(text)) return 'it has capital letters';
  if (/^-|--|-$/.test(text)) return 'hyphens stand one at a time, between letters or digits';
  return 'it does not begin with a letter';
}

/** Windows takes these for devices, with any extension. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

const CONTROL_CHARACTERS = '\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029';

/** A character that is neither a space nor invisible. */
export const VISIBLE = /[^\s\u00AD\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/;

/** The name of an agent or a target. Of several rules that a text breaks, one is told. */
export const NameSchema = z
  .string()
  .max(LONGEST_NAME, { error: coded('invalid-name'), abort: true })
  .regex(NAME, { error: coded('invalid-name'), abort: true })
  .refine((name) => !isDeviceName(name), { error: coded('reserved-name') });

/** One line of text of which a person can see something. */
export const LineSchema = z
  .string()
  .regex(new RegExp(`^[^${CONTROL_CHARACTERS}]*$`), { error: coded('control-character'), abort: true })
  .regex(VISIBLE, { error: coded('empty-text') });

/** Marks a schema's rule with the diagnostic that explains it. */
export function coded(code: Code): string {
  return code;
}

/** The first character that cannot stand in one line of text. */
export function findControlCharacter(text: string): string | undefined {
  return new RegExp(`[${CONTROL_CHARACTERS}]`).exec(text)?.[0];
}

/** True for file names that Windows takes for devices, such as `nul` or `com1.md`. */
export function isDeviceName(fileName: string): boolean {
  return DEVICE_NAME.test(fileName);
}

/** The nearest name to any text: `My Agent` gives `my-agent`. `undefined` if nothing usable is left. */
export function nameLike(text: string): string | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const name = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+/g, '')
    .replace(/-$/, '');
  return NameSchema.safeParse(name).success ? name : undefined;
}
