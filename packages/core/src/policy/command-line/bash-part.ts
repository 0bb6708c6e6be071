import type { Command } from 'unbash';
import type { CommandPart, SubjectText } from '../subject.js';
import { commandWords } from './command-words.js';
import { ANY, isLiteral, joinPieces, SPACE } from './pieces.js';
import { spellings } from './spellings.js';

/** What a simple command asks `bash` for. One that only assigns runs nothing itself and changes what the others run. */
export function bashPart(command: Command, shown: string): CommandPart {
  const { assignments, words } = commandWords(command);
  const [first] = words;
  if (first === undefined) return { tool: 'bash', alternatives: [], atLeast: 'allow', shown };
  const commands = spellings(words);
  return {
    tool: 'bash',
    alternatives: [...withAssignments(assignments, commands), ...commands],
    atLeast: isLiteral(first) ? 'allow' : 'ask',
    shown,
  };
}

/** Text that bash evaluates as code when the line runs: no reading of the line tells what it asks for. */
export function unknownCode(shown: string): CommandPart {
  return { tool: 'bash', alternatives: [[ANY]], atLeast: 'ask', shown };
}

function withAssignments(
  assignments: readonly SubjectText[],
  commands: readonly SubjectText[],
): readonly SubjectText[] {
  if (assignments.length === 0) return [];
  const leading = assignments.flatMap((assignment) => [...assignment, SPACE]);
  return commands.map((command) => joinPieces([...leading, ...command]));
}
