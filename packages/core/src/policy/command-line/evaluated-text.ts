import type { Command, SyntaxNode } from 'unbash';
import { textOf, type SubjectText } from '../subject.js';
import { builtinCall, type Argument } from './builtin-call.js';
import { isLiteral } from './pieces.js';

/**
 * True if bash may evaluate text as code here when the line runs. Arithmetic evaluates the values of names, again and
 * again: `x='a[$(rm y)]'; ((x))` removes y. So do subscripts, offsets, some tests, and builtins that take a name.
 */
export function evaluatesText(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'ArithmeticWord':
      return !/^\d+$/.test(node.value);
    case 'ArithmeticCommandExpansion':
      return true;
    case 'Slice':
      return [node.offset, node.length].some((place) => place !== undefined && !/^ ?-?\d+$/.test(place.text));
    case 'Assignment':
      return isEvaluatedName(node.name) || (node.index !== undefined && !/^\d+$/.test(node.index.text));
    case 'ParameterExpansion':
      return isEvaluatedName(node.parameter) || (node.index !== undefined && !/^(?:\d+|[@*])$/.test(node.index.text));
    case 'For':
    case 'Select':
      return isEvaluatedName(node.name.text);
    case 'TestUnary':
      return /^-[vR]$/.test(node.operator);
    case 'TestBinary':
      return /^-(?:eq|ne|lt|le|gt|ge)$/.test(node.operator);
    case 'Command':
      return evaluatesArguments(node);
    default:
      return false;
  }
}

/** Variables that bash evaluates: PS4 whenever it traces a command, the others when they get a value. */
function isEvaluatedName(text: string): boolean {
  return /PS4|RANDOM|OPTIND|HISTCMD/.test(text);
}

/** As measured with bash 5.2: what a builtin takes for a name may have a subscript, and that is evaluated in spite of quotes. */
function evaluatesArguments(command: Command): boolean {
  const { name, args } = builtinCall(command) ?? { name: '', args: [] };
  const texts = args.map(({ text }) => text);
  const isNamed = texts.some((text) => text.some((piece) => piece.kind === 'text' && isEvaluatedName(piece.text)));
  switch (name) {
    case 'let':
      return true;
    case 'declare':
    case 'typeset':
    case 'local':
    case 'readonly':
      return isNamed || texts.some((text) => isDangerousOption(text) || mayHoldSubscript(text) || mayBeList(text));
    case 'export':
      return isNamed || texts.some((text) => isDangerousOption(text) || mayHoldSubscript(text));
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'unset':
    case 'wait':
    case 'getopts':
      return isNamed || texts.some(mayHoldSubscript);
    case 'printf':
      return isNamed || mayPrintToName(texts);
    case 'test':
    case '[':
      return mayTestName(args);
    default:
      return false;
  }
}

/** Integers, names of other variables, and lists. */
function isDangerousOption(text: SubjectText): boolean {
  const [first] = text;
  return first?.kind === 'text' && /^[-+]\w*[inaA]/.test(first.text);
}

/** What stands before the first `=`, if it does, is a name. */
function mayHoldSubscript(text: SubjectText): boolean {
  const [first] = text;
  if (first?.kind !== 'text') return text.length > 0;
  const [name = '', ...value] = first.text.split('=');
  return name.includes('[') || (value.length === 0 && !isLiteral(text));
}

/** The value of an array is read as a list, in spite of quotes. */
function mayBeList(text: SubjectText): boolean {
  const [first, second] = text;
  const value = first?.kind === 'text' ? /=(.*)$/s.exec(first.text)?.[1] : undefined;
  return value !== undefined && (value.startsWith('(') || (value === '' && second !== undefined));
}

/** `printf -v NAME` and `printf -vNAME`. */
function mayPrintToName([option, name]: readonly SubjectText[]): boolean {
  const [first] = option ?? [];
  if (first?.kind === 'any') return true;
  if (option === undefined || first === undefined || !first.text.startsWith('-v')) return false;
  return mayHoldSubscript(first.text === '-v' ? (name ?? []) : option);
}

const BINARY = /^(?:[=!]?=|=~|[<>]|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef|a|o))$/;

/** Whether `-v` may stand among the arguments. In front of an operator of two sides a word is only a word. */
function mayTestName(args: readonly Argument[]): boolean {
  return args.some(({ text, mayFallApart }, at) => {
    const literal = textOf(text);
    if (literal !== null) return /^-[vR]$/.test(literal);
    const next = args[at + 1]?.text;
    const isLast = next === undefined || /^[\])]$/.test(textOf(next) ?? '');
    return mayFallApart || !(isLast || BINARY.test(textOf(next) ?? ''));
  });
}
