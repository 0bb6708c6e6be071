import * as z from 'zod';
import type { Code } from './diagnostic-catalogue.js';

/** Lower-case, so that one spelling serves as file name, command word and YAML scalar on every system. */
const NAME = /^[a-z](?:-?[a-z0-9])*$/;
const LONGEST_NAME = 64;

/** Windows takes these for devices, with any extension. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

const CONTROL_CHARACTERS = '\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029';

/** The name of an agent or a target. */
export const NameSchema = z
  .string()
  .max(LONGEST_NAME, { error: coded('invalid-name') })
  .regex(NAME, { error: coded('invalid-name') })
  .refine((name) => !isDeviceName(name), { error: coded('reserved-name') });

/** One line of text of which a person can see something. */
export const LineSchema = z
  .string()
  .regex(/\S/, { error: coded('empty-text') })
  .regex(new RegExp(`^[^${CONTROL_CHARACTERS}]*$`), { error: coded('control-character') });

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
  const name = text
    .slice(0, 4 * LONGEST_NAME)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+/g, '')
    .slice(0, LONGEST_NAME)
    .replace(/-$/, '');
  return NameSchema.safeParse(name).success ? name : undefined;
}
