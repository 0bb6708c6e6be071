import { ACTIONS, type Agent } from '../agent.js';
import { decide, type DecideOptions, type Verdict } from './decide.js';
import { mayBeOutside } from './path-subject.js';
import { isStricter, stricter, type Decision } from './strictness.js';
import type { CommandPart, SplitLine } from './subject.js';

/** One thing that a line or a file operation asks for, and the answer. */
export interface DecidedPart extends Verdict {
  readonly tool: string;
  /** The part as it stands in the line. */
  readonly subject: string;
}

export interface DecidedLine {
  /** Null where the tool itself is unspecified and nothing else in the line is stricter than `allow`. */
  readonly decision: Decision;
  readonly parts: readonly DecidedPart[];
}

/** Takes a command line apart and decides about its parts; the strictest of them decides. */
export function decideLine(
  agent: Agent,
  line: string,
  split: (line: string) => SplitLine,
  options: DecideOptions = {},
): DecidedLine {
  const result = split(line);
  if (result.kind === 'unparsable') return together('bash', [unparsable(agent, line, result.reason)]);
  if (result.parts.length === 0) return together('bash', [{ tool: 'bash', subject: line, ...intentOf(agent) }]);
  return together(
    'bash',
    result.parts.flatMap(withPlace).map((part) => decidePart(agent, part, options)),
  );
}

/** A redirect is a file operation: one that may leave the project also asks to leave it. */
function withPlace(part: CommandPart): readonly CommandPart[] {
  const isFile = part.tool === 'read' || part.tool === 'edit';
  const outside = isFile ? part.alternatives.filter(mayBeOutside) : [];
  return outside.length === 0 ? [part] : [part, { ...part, tool: 'external_directory', alternatives: outside }];
}

/** The strictest of the parts. A part whose tool is unspecified takes no part in it. */
export function together(tool: string, parts: readonly DecidedPart[]): DecidedLine {
  const decisions = new Set(parts.map(({ decision }) => decision));
  const strictest = ACTIONS.findLast((action) => decisions.has(action)) ?? null;
  const isOpen = parts.some((part) => part.tool === tool && part.decision === null);
  return { decision: isOpen && strictest === 'allow' ? null : strictest, parts };
}

function decidePart(agent: Agent, part: CommandPart, options: DecideOptions): DecidedPart {
  const verdicts = part.alternatives.map((alternative) => decide(agent, part.tool, alternative, options));
  let result = verdicts[0] ?? intentOf(agent);
  for (const verdict of verdicts)
    if (verdict.decision !== null && result.decision !== null && isStricter(verdict.decision, result.decision))
      result = verdict;
  const made = { tool: part.tool, subject: part.shown, ...result };
  if (result.decision === null || !isStricter(part.atLeast, result.decision)) return made;
  return { ...made, decision: part.atLeast, raised: 'what the line runs is not spelled out' };
}

/** The intent of bash, whatever the rules say: for what runs nothing, or what nobody can read. */
function intentOf(agent: Agent): Verdict {
  return decide({ ...agent, permissions: agent.permissions.map((policy) => ({ ...policy, rules: [] })) }, 'bash', '');
}

function unparsable(agent: Agent, line: string, reason: string): DecidedPart {
  const verdict = intentOf(agent);
  const decision = verdict.decision === null ? null : stricter('ask', verdict.decision);
  return { tool: 'bash', subject: line, ...verdict, decision, raised: `the line cannot be parsed: ${reason}` };
}
