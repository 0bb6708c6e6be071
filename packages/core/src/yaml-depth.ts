import { Lexer, Parser } from 'yaml';

/**
 * How deep a YAML text is nested, counted up to a limit. To be asked before `parseDocument`, which recurses: where it comes
 * near the end of the stack, the engine may end the process instead of throwing.
 */
export function yamlDepth(text: string, limit: number): number {
  const parser = new Parser();
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    // The tokens come out of the generator; how many are under way is on its stack.
    for (const _ of parser.next(token)) void _;
    depth = Math.max(depth, parser.stack.length);
    if (depth > limit) break;
  }
  return depth;
}
