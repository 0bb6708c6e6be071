import type { SyntaxNode } from 'unbash';

/** Why a node cannot be trusted to show every command inside of it: the grammar gave up, or left an expansion in a text. */
export function whyNotKnown(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'Script':
      return node.errors?.[0]?.message;
    case 'CommandExpansion':
    case 'ProcessSubstitution':
    case 'ArithmeticCommandExpansion':
      return node.script === undefined ? 'a substitution that is nested too deeply' : undefined;
    case 'ArithmeticExpansion':
      return node.expression === undefined ? whyNotPlain(node.text.slice(2)) : undefined;
    case 'ArithmeticCommand':
      return node.expression === undefined ? whyNotPlain(node.body) : undefined;
    case 'Unknown':
      return `an unknown parameter expansion, ${node.operator}`;
    case 'HereDoc':
      if (node.closing === undefined) return 'a here-document without its end';
      if (node.delimiter?.quoted !== true && (node.body.parts ?? [node.body]).some(mayQuoteOtherwise)) return QUOTES;
      return node.delimiter?.quoted === true || node.body.parts !== undefined ? undefined : whyNotPlain(node.body.text);
    case 'Redirect':
    case 'HereString':
      return node.target === undefined ? 'a redirection without a target' : undefined;
    case 'Word':
    case 'BraceExpansion':
    case 'ExtendedGlob':
      return node.parts === undefined ? whyNotPlain(node.text) : undefined;
    case 'ArithmeticWord':
      return node.parts === undefined ? whyNotPlain(node.value) : undefined;
    case 'Literal':
      return whyNotPlain(node.text);
    case 'ParameterExpansion':
      return whyNotPlain(node.parameter.slice(1));
    case 'DoubleQuoted':
      return node.parts.some((part) => part.text.includes("$'") && mayQuoteOtherwise(part)) ? QUOTES : undefined;
    case 'FileDescriptorVariable':
      return whyNotPlain(node.name);
    default:
      return undefined;
  }
}

const QUOTES = 'a single quote inside of an expansion, which bash may take for an ordinary character';

/**
 * In double quotes and here-documents, quotes inside of an expansion hide nothing from bash, but do from the grammar. Only a
 * substitution begins anew.
 */
function mayQuoteOtherwise({ type, text }: { readonly type: string; readonly text: string }): boolean {
  if (type === 'CommandExpansion') return false;
  return text.includes("'") && /\$[{']/.test(text) && /\$\(|`/.test(text);
}

/** The grammar leaves text as it stands where it stops looking; an expansion that is not escaped may hide a command. */
function whyNotPlain(text: string): string | undefined {
  const hidden = /\$[\w({[@*#?$!-]|`/.exec(text.replaceAll(/\\./gs, '_'))?.[0];
  return hidden === undefined ? undefined : `an expansion that is not understood, ${hidden}`;
}
