import type { Action, FileTree, Question } from '@canonry/core';
import { bareSkill } from './bare-name.js';
import type { Call } from './calls-for.js';
import type { GuardProgram } from './guard-program.js';
import { isRecord } from './plain-value.js';
import { readLine, wordsOf } from './read-line.js';
import { findSkills, OWN_SKILLS, skillsThatStartAgents } from './skills.js';
import { textOf } from './text-of.js';
import { wordValue } from './word.js';

export interface HookContext {
  readonly files: FileTree;
  readonly question: Question;
  readonly guards: readonly GuardProgram[];
}

/**
 * What a hook's command answers to a call; undefined where it says nothing. Known are constant commands (`echo`, `printf`,
 * `exit`, `true`) and the guards. Any other command is unknown and taken to say nothing, as Claude Code takes one that fails.
 */
export function answerOf(command: string, call: Call, context: HookContext): Action | undefined {
  const line = readLine(command);
  if (line === undefined || !line.isPlain || line.redirects.length > 0) return undefined;
  let output = '';
  for (const { command: part } of line.parts) {
    const [name, ...words] = wordsOf(part).map((word) => wordValue(word));
    if (name === 'exit') return words[0] === '2' ? 'deny' : decisionIn(output);
    if (name === 'echo') output += `${words.join(' ')}\n`;
    if (name === 'printf' && words.length === 1) output += (words[0] ?? '').replaceAll(String.raw`\n`, '\n');
    if (name === 'node') {
      const { failed, answer } = runNode(words, call, context);
      if (!failed || !command.includes('||')) return answer;
    }
  }
  return decisionIn(output);
}

/** What a hook's command prints, if that is known. */
function constantOutput(command: string): string | undefined {
  const line = readLine(command);
  if (line === undefined || !line.isPlain || line.redirects.length > 0) return undefined;
  let output = '';
  for (const { command: part } of line.parts) {
    const [name, ...words] = wordsOf(part).map((word) => wordValue(word));
    if (name === 'exit') return words[0] === undefined || words[0] === '0' ? output : '';
    if (name === 'echo') output += `${words.join(' ')}\n`;
    else if (name === 'printf' && words.length === 1) output += words[0] ?? '';
    else if (name !== 'true') return undefined;
  }
  return output;
}

/** Whether a hook that is asked in the person's place may say yes. What is not known may. */
export function mayPermit(command: string): boolean {
  const output = constantOutput(command);
  if (output === undefined) return true;
  const value = parseJson(output.trim());
  const specific = isRecord(value) ? value['hookSpecificOutput'] : undefined;
  if (!isRecord(specific) || specific['hookEventName'] !== 'PermissionRequest') return false;
  return isRecord(specific['decision']) && specific['decision']['behavior'] === 'allow';
}

/** Only a whole JSON document counts, and only if it says which event it answers. */
function decisionIn(output: string): Action | undefined {
  const value = parseJson(output.trim());
  if (!isRecord(value)) return undefined;
  const specific = value['hookSpecificOutput'];
  if (isRecord(specific)) {
    const decision = specific['permissionDecision'];
    const isAction = decision === 'allow' || decision === 'ask' || decision === 'deny';
    return specific['hookEventName'] === 'PreToolUse' && isAction ? decision : undefined;
  }
  if (value['continue'] === false || value['decision'] === 'block') return 'deny';
  return value['decision'] === 'approve' ? 'allow' : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Run {
  /** It did not come to an end of its own, so that what stands behind `||` runs. */
  readonly failed: boolean;
  readonly answer?: Action | undefined;
}

/** `node PROGRAM POLICY`: without the program in the tree, or what it needs, Node fails. Nothing is known of other programs. */
function runNode(words: readonly string[], call: Call, { files, question, guards }: HookContext): Run {
  const [program = '', policy = ''] = words.map((word) => treePath(word, question));
  const text = textOf(files, program);
  if (text === undefined) return { failed: !program.startsWith('/') };
  const guard = guards.find(({ firstLine }) => text.startsWith(`${firstLine}\n`));
  if (guard === undefined) return { failed: false };
  const { name, text: expected } = guard.library;
  if (textOf(files, program.replace(/[^/]*$/, name)) !== expected) return { failed: true };
  const { agent, project, home } = question;
  const startsAgent = call.tool === 'Skill' && runsAsAnother(bareSkill(call.input), files);
  const asked = { ...call, ...(agent === undefined ? {} : { agent }), project, home, startsAgent };
  return { failed: false, answer: guard.answer(textOf(files, policy), asked) };
}

function runsAsAnother(name: string, files: FileTree): boolean {
  const isOwn = OWN_SKILLS.includes(name) && !findSkills(files).some(({ names }) => names.includes(name));
  return isOwn || skillsThatStartAgents(files).includes(name);
}

function treePath(word: string, { scope, project, home }: Question): string {
  const path = word
    .replace(/^\$(?:CLAUDE_PROJECT_DIR|\{CLAUDE_PROJECT_DIR\})/, project)
    .replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/)/, home);
  const root = scope === 'user' ? home : project;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}
