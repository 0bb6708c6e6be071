import type { Redirect, RedirectOperator, Word } from 'unbash';
import type { CommandPart, SubjectText } from '../subject.js';
import { unknownCode } from './bash-part.js';
import { ANY, joinPieces, textPiece } from './pieces.js';
import { wordText } from './word-text.js';

/** What bash leaves as it is when it expands the word behind `>&` once more, whatever quotes it had: `>&'$(rm x)'` runs rm. */
const PLAIN = /^[\w%+,./:=@-]*$/;

type FileTool = 'edit' | 'read';

/** The files that a redirection opens. */
export function redirectParts(redirect: Redirect, target: Word, shown: string): readonly CommandPart[] {
  const path = pathText(target);
  if (isText(path, /^\/dev\/null$/)) return [];
  // `2>&1`, `>&-`, `>&3-`; a name after `>&` is a file.
  if (redirect.operator === '>&' && isText(path, /^(?:\d+-?|-)$/)) return [];
  if (redirect.operator === '>&' && !isText(path, PLAIN))
    return [unknownCode(shown), { tool: 'edit', alternatives: [[ANY]], atLeast: 'allow', shown }];
  return toolsOf(redirect.operator).map((tool) => ({ tool, alternatives: [path], atLeast: 'allow', shown }));
}

function toolsOf(operator: RedirectOperator): readonly FileTool[] {
  switch (operator) {
    case '<':
      return ['read'];
    // Opened for both: edit alone would let a file be read that may not be.
    case '<>':
      return ['edit', 'read'];
    // Bash refuses a name after `<&`.
    case '<&':
      return [];
    case '>':
    case '>>':
    case '>|':
    case '>&':
    case '&>':
    case '&>>':
      return ['edit'];
  }
}

/** A path that begins with `~` is the home directory only if bash says so: `'~/x'` is a file in a directory named `~`. */
function pathText(target: Word): SubjectText {
  const path = wordText(target);
  const [first] = path;
  const namesHome = /^~(?:\/|$)/.test(target.text);
  if (first?.kind !== 'text' || !first.text.startsWith('~') || namesHome) return path;
  return joinPieces([textPiece('./'), ...path]);
}

function isText(path: SubjectText, pattern: RegExp): boolean {
  const [only] = path;
  return path.length === 1 && only?.kind === 'text' && pattern.test(only.text);
}
