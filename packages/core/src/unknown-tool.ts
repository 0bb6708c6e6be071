import { findingOf, type Finding, type Place } from './diagnostic.js';
import { nearest } from './did-you-mean.js';
import { showKey } from './text/key-path.js';
import { quote } from './text/quote.js';
import { TOOL_ALIASES, TOOLS } from './tools.js';

/** A tool that does not exist, and what was probably meant. `others`: what may stand in place of a tool. */
export function explainUnknownTool(
  tool: string,
  where: { readonly file: string; readonly agent?: string; readonly tool?: string; readonly place: Place },
  words: { readonly others?: readonly string[]; readonly show: (tool: string) => string },
): Finding {
  const guess = toolLike(tool, words.others);
  const parameters = { tool: quote(tool), known: TOOLS.join(', ') };
  return findingOf('unknown-tool', where, parameters, guess && `did you mean ${words.show(guess)}?`);
}

/** The tool that was probably meant: by its name in another harness, or by a typo. `others` may stand in its place. */
export function toolLike(name: string, others: readonly string[] = []): string | undefined {
  return TOOL_ALIASES.get(name.toLowerCase()) ?? nearest(name, [...TOOLS, ...others]);
}

/** The header of a tool's table. */
export function showToolTable(tool: string): string {
  return `[permissions.${showKey(tool)}]`;
}
