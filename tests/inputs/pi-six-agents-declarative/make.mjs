import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The agents of this repository, as people would have them who want nothing but text files. */
export function make(directory) {
  for (const name of ['agents', 'skills', 'rules', 'context'])
    cpSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), `${directory}/${name}`, { recursive: true });
}
