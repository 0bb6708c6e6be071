import type { ParameterExpansionPart, SyntaxNode } from 'unbash';

/** `${x@P}` expands the value of x as a prompt, `${!x}` as a variable with its subscript: both run what stands in it. */
export function evaluatesValue(node: SyntaxNode): node is ParameterExpansionPart {
  if (node.type !== 'ParameterExpansion') return false;
  const { prefix, index, operation } = node;
  if (operation?.type === 'Transform' && !/^[QEAaUuLKk]$/.test(operation.operand.text)) return true;
  return prefix === '!' && operation?.type !== 'Names' && !isWholeArray(index?.text);
}

function isWholeArray(index: string | undefined): boolean {
  return index === '@' || index === '*';
}

/** The subscripts of a list, as in `a=([x]=1)`, are arithmetic, and the grammar does not show them. */
export function evaluatesSubscripts(node: SyntaxNode, source: string): boolean {
  return node.type === 'Assignment' && node.value.type === 'ArrayValue' && source.includes('[');
}

/** A loop and `${PATH:=x}` set a variable without an assignment; those in capitals (PATH, IFS, …) change what later commands do. */
export function setsWhatProgramsObey(node: SyntaxNode): boolean {
  if (node.type === 'For' || node.type === 'Select') return CAPITALS.test(node.name.text);
  return (
    node.type === 'ParameterExpansion' &&
    node.operation?.type === 'Default' &&
    /=/.test(node.operation.operator) &&
    CAPITALS.test(node.parameter)
  );
}

const CAPITALS = /^[A-Z_][A-Z0-9_]*$/;
