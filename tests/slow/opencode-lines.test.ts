import { createRequire } from 'node:module';
import TreeSitter from '@vscode/tree-sitter-wasm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLine } from '../../packages/target-opencode/src/decide/read-line.js';
import { generateLine } from '../differential/generate-line.js';
import { isReadAlike } from '../differential/tree-sitter-faults.js';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 25_000);

/** The grammar itself, asked as OpenCode asks it. Nothing if it finds an error, or takes the next line for more of this one. */
async function loadTargets(): Promise<(line: string) => readonly string[] | undefined> {
  await TreeSitter.Parser.init();
  const wasm = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm');
  const parser = new TreeSitter.Parser();
  parser.setLanguage(await TreeSitter.Language.load(wasm));
  return (line) => {
    const root = parser.parse(line)?.rootNode;
    if (root === undefined || root.hasError) return undefined;
    const commands = root.descendantsOfType('command').filter((node) => node !== null);
    const texts = commands.map((node) =>
      (node.parent?.type === 'redirected_statement' ? node.parent : node).text.trim(),
    );
    return [...new Set(texts)].toSorted();
  };
}

it('sees the commands of a line as the grammar of OpenCode does', async () => {
  const targets = await loadTargets();
  let compared = 0;
  fc.assert(
    fc.property(generateLine(isReadAlike), ({ line }) => {
      const theirs = targets(line);
      // Behind a here-document in a pipe it reads on.
      if (theirs === undefined || (/<<'?E/.test(line) && line.includes('|'))) return;
      compared += 1;
      const ours = readLine(line)?.commands.map(({ text }) => text);
      expect([...new Set(ours)].toSorted()).toEqual(theirs);
    }),
    { numRuns: RUNS },
  );
  expect(compared).toBeGreaterThan(RUNS / 4);
});

it.each([
  ['a && b > f', ['a', 'b']],
  ['a | b > f | c', ['a', 'b', 'c']],
  ['a > f | b', ['a > f', 'b']],
  ['a; b > f', ['a', 'b > f']],
  ['(a) > f', ['a']],
  ['! a > f', ['a']],
  ['X=1', []],
  ['export X=1', []],
  ['[ -f a ] && b', ['b']],
  ['((x = 1)) > f', ['((x = 1)) > f']],
  ['time a b', ['time a b']],
  ['a <<< x', ['a <<< x']],
  ['> f a b', ['> f a b']],
  ['a && b > f c', ['a', 'b']],
])('%s is seen as %j', async (line, texts) => {
  expect((await loadTargets())(line)).toEqual(texts);
  expect(readLine(line)?.commands.map(({ text }) => text)).toEqual(texts);
});
