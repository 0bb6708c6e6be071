import type { Question } from '@canonry/core';
import type { Call } from './model.js';

/** Spaces that Pi takes for a plain one: no path with them can be named. */
const ODD_SPACE = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/;

/**
 * How a question is put to the real program; nothing where it cannot be, or must not: a file that may be written outside of
 * the directories of the test would be.
 */
export function callFor({ tool, input, home, project }: Question): Call | undefined {
  switch (tool) {
    case 'bash':
      return { tool, input: { command: input } };
    case 'read':
      return ODD_SPACE.test(input) ? undefined : { tool, input: { path: plain(input), limit: 1 } };
    case 'edit': {
      const isHarmless = !input.startsWith('/') || input.startsWith(`${home}/`) || input.startsWith(`${project}/`);
      if (!isHarmless || ODD_SPACE.test(input)) return undefined;
      return { tool: 'write', input: { path: plain(input), content: 'written by a test\n' } };
    }
    case 'grep':
      return { tool, input: { pattern: input } };
    case 'glob':
      return { tool: 'find', input: { pattern: input } };
    case 'list':
      return { tool: 'ls', input: {} };
    default:
      return undefined;
  }
}

/** A question names a file; Pi would take a beginning like that for something else. */
function plain(path: string): string {
  return /^(?:@|~|file:)/.test(path) ? `./${path}` : path;
}
