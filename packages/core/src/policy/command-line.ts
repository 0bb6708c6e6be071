import { parse } from 'unbash';
import { collectParts } from './command-line/collect-parts.js';
import { whyNotALine } from './command-line/why-not-a-line.js';
import type { SplitLine } from './subject.js';

/**
 * Takes a bash line apart into everything it asks for. Read as `bash -c` reads it under default options: no aliases, no
 * history expansion; what changes an option (`shopt`, `set`, `alias`) is a command, and so a part.
 */
export function splitCommandLine(line: string): SplitLine {
  const reason = whyNotALine(line);
  if (reason !== undefined) return { kind: 'unparsable', reason };
  try {
    return collectParts(parse(line), line);
  } catch {
    // The grammar recurses: nesting that exhausts the stack, and a node that its own traversal does not know, throw.
    return { kind: 'unparsable', reason: 'it is nested too deeply, or holds syntax that is not known' };
  }
}
