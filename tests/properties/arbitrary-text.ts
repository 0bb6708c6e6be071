import { serialiseAgent } from '@canonry/core';
import * as fc from 'fast-check';
import { arbitraryAgent } from './arbitrary-agent.js';

/** What TOML, YAML and our own keys are made of: put together at random, it comes further than letters do. */
const WORDS = [
  Array.from('"\'[]{}=,.:#\\|>&*!?%@`-\n\r\t \0\u001B\u200B\u202E\uFEFFé😀1'),
  ['---\n', '\r\n', ' = ', ': ', '- ', '{ a = 1, }', '!!js/function ', '&a ', '*a'],
  '""" \'\'\' [[ ]] "\\e" "\\u0000" << true inf nan 2026-03-31 07:32:00 10:00 0x1F 99999999999999999999'.split(' '),
  'name description mode tags skills rules context max_turns permissions bash intent model tools'.split(' '),
  'agents targets models accept opencode pi primary scope code target tool reason metadata'.split(' '),
  ['__proto__', 'constructor', '"ask"', '"ls *:allow"', '"../a"', '["a"]', 'name = "reader"\n', 'name: reader\n'],
  ['[permissions.bash]\n', '[[accept]]\n', '[models]\n'],
].flat();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(''));

/** A sound file with one stretch of it replaced. */
const damaged = fc
  .tuple(arbitraryAgent.map(serialiseAgent), soup, fc.nat(), fc.nat({ max: 30 }))
  .map(([text, insertion, at, length]) => {
    const start = at % (text.length + 1);
    // A character may be cut in two: encoding puts a sign in the place of each half.
    return decoder.decode(encoder.encode(text.slice(0, start) + insertion + text.slice(start + length)));
  });

/** Any text of a file. */
export const arbitraryText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), soup, damaged);

/** Any bytes of a file: also those of a text, with some of them replaced. */
export const arbitraryBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(arbitraryText, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }))
    .map(([text, changes]) => {
      const bytes = encoder.encode(text);
      for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return bytes;
    }),
);
