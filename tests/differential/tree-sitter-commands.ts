import { createRequire } from 'node:module';
import TreeSitter from '@vscode/tree-sitter-wasm';
import { HOLE, joinWords } from './show-split.js';

const COMMANDS = ['command', 'declaration_command', 'unset_command', 'test_command'];
const REDIRECTIONS = new Set(['file_redirect', 'herestring_redirect', 'heredoc_redirect']);

type Node = TreeSitter.Node;

/** What tree-sitter's grammar of bash sees: the simple commands of a line, sorted; nothing if it finds an error. */
export async function loadTreeSitter(): Promise<(line: string) => readonly string[] | undefined> {
  await TreeSitter.Parser.init();
  const wasm = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm');
  const parser = new TreeSitter.Parser();
  parser.setLanguage(await TreeSitter.Language.load(wasm));
  return (line) => {
    const tree = parser.parse(line);
    if (tree === null) return undefined;
    const commands = tree.rootNode.hasError ? undefined : commandsOf(tree.rootNode)?.toSorted();
    tree.delete();
    return commands;
  };
}

function commandsOf(root: Node): readonly string[] | undefined {
  const commands: string[] = [];
  for (const node of root.descendantsOfType(COMMANDS)) {
    if (node === null) continue;
    const words = node.children.filter((child) => child !== null && !REDIRECTIONS.has(child.type));
    if (readsPastLine(words)) return undefined;
    if (!isSimpleCommand(node)) continue;
    commands.push(joinWords(words.map((word) => (word === null ? '' : wordText(word)))));
  }
  return commands;
}

/** After some pipelines it takes the next line for more words of the last command. */
function readsPastLine(words: readonly (Node | null)[]): boolean {
  return words.some((word, at) => {
    const before = words[at - 1];
    return word !== null && before !== null && before !== undefined && word.startPosition.row > before.endPosition.row;
  });
}

/** `[[ ]]` and `(( ))` run nothing themselves; an assignment with a redirection gets a command name that is not there. */
function isSimpleCommand(node: Node): boolean {
  if (node.type === 'test_command') return node.text.startsWith('[ ');
  const name = node.childForFieldName('name');
  return name === null || (name.text !== '' && name.firstChild?.type !== 'arithmetic_expansion');
}

function wordText(node: Node): string {
  switch (node.type) {
    case 'command_name':
      return node.firstChild === null ? '' : wordText(node.firstChild);
    case 'word':
    case 'number':
      return /^(?:\*|\{a,b\})$/.test(node.text)
        ? HOLE
        : node.text.replaceAll(/\\(\n|.)/g, (_, next) => (next === '\n' ? '' : String(next)));
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'string':
    case 'translated_string':
      return stringText(node);
    case 'ansi_c_string':
      return ansiText(node.text.slice(2, -1));
    case 'concatenation':
      return node.text === '{a,b}'
        ? HOLE
        : node.children.map((child) => (child === null ? '' : wordText(child))).join('');
    case 'variable_assignment':
      return assignmentText(node);
    default:
      return node.isNamed ? HOLE : node.text;
  }
}

/** White space between the children belongs to no child. */
function stringText(node: Node): string {
  const start = node.text.startsWith('$') ? 2 : 1;
  let text = '';
  let at = node.startIndex + start;
  const literal = (end: number): string =>
    node.text
      .slice(at - node.startIndex, end - node.startIndex)
      .replaceAll(/\\([$`"\\])/g, '$1')
      .replaceAll('\\\n', '');
  for (const child of node.namedChildren) {
    if (child === null || child.type === 'string_content' || child.type === 'string') continue;
    text += literal(child.startIndex) + HOLE;
    at = child.endIndex;
  }
  return text + literal(node.endIndex - 1);
}

/** The three spellings that are generated. */
function ansiText(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-f]{2})|u00([0-9a-f]{2})|([0-7]{3}))/g, (_, hex, unicode, octal) =>
    String.fromCharCode(
      octal === undefined ? Number.parseInt(String(hex ?? unicode), 16) : Number.parseInt(String(octal), 8),
    ),
  );
}

function assignmentText(node: Node): string {
  const value = node.childForFieldName('value');
  return node.text.slice(0, node.text.indexOf('=') + 1) + (value === null ? '' : wordText(value));
}
