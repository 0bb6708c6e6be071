import type { Command, Redirect, SyntaxNode } from 'unbash';

/** Why bash reads a node otherwise than the grammar does, as far as that is known. `source` is what its positions count in. */
export function whyReadOtherwise(node: SyntaxNode, source: string): string | undefined {
  switch (node.type) {
    case 'Command':
      return isTornApart(node) ? 'a redirection to a name that holds a process substitution' : undefined;
    case 'Redirect':
      return isGluedToDash(node, source) ? 'a word behind >&- without a space' : undefined;
    case 'Subshell':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ArithmeticCommand':
    case 'ArithmeticCommandExpansion':
      return mayBeArithmetic(node, source) ? HERE_DOCUMENT : undefined;
    case 'ArithmeticFor':
      return holdsHereDocument(source.slice(node.pos, node.body.pos)) ? HERE_DOCUMENT : undefined;
    default:
      return undefined;
  }
}

const HERE_DOCUMENT = 'a here-document inside of ((';

/** The grammar ends the target of a redirection before `<(`, which to bash is a part of it. */
function isTornApart(command: Command): boolean {
  const items = [...command.prefix, ...(command.name === undefined ? [] : [command.name]), ...command.suffix];
  return items.some((item, at) => {
    const next = items[at + 1];
    return 'operator' in item && next?.type === 'Word' && next.pos === item.end;
  });
}

/** `>&-x` closes a file and has an argument, `>& -x` opens one. */
function isGluedToDash({ operator, target }: Redirect, source: string): boolean {
  if (!operator.endsWith('&') || target === undefined) return false;
  return /^(?:\\\n)*-./s.test(target.text) && !/[ \t]/.test(source.charAt(target.pos - 1));
}

/** Bash tries arithmetic first wherever it sees `((`, and then a here-document is code or data by who reads it. */
function mayBeArithmetic({ pos, end }: SyntaxNode, source: string): boolean {
  const opening = /(?:\$(?:\\\n)*)?\((?:\\\n)*\(/y;
  opening.lastIndex = pos;
  return opening.test(source) && holdsHereDocument(source.slice(pos, end));
}

function holdsHereDocument(text: string): boolean {
  const start = text.indexOf('<<');
  return start !== -1 && text.includes('\n', start);
}
