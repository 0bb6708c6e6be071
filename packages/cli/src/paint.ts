import { styleText } from 'node:util';
import type { Paint } from '@canonry/core';
import type { Io, Output } from './io.js';

/** Colours for a terminal, none for anything else. */
export function paintFor(output: Output, env: Io['env']): Paint {
  if (!wantsColour(output, env)) return (_, text) => text;
  // Decided above, from the values that were passed in.
  return (style, text) => styleText(STYLES[style], text, { validateStream: false });
}

const STYLES = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
  bold: 'bold',
  faint: 'dim',
} as const;

/** As Node decides it: FORCE_COLOR before NO_COLOR (https://no-color.org) before what the stream is. */
function wantsColour({ isTTY }: Output, env: Io['env']): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return isTTY === true && !refused;
}
