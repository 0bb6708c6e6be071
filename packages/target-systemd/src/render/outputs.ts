import type { FileOutput, LinkOutput } from '@canonry/core';
import { UNITS } from '../places.js';

export function fileOf(path: string, text: string, executable = false): FileOutput {
  return { kind: 'file', path, bytes: new TextEncoder().encode(text), executable };
}

export function unitFile(name: string, text: string): FileOutput {
  return fileOf(UNITS + name, text);
}

/** What `systemctl enable` would do: the unit starts with the target. */
export function startedWith(target: string, unit: string): LinkOutput {
  return { kind: 'link', path: `${UNITS}${target}.wants/${unit}`, destination: `../${unit}` };
}
