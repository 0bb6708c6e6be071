import type { Agent, Rule } from '../agent.js';
import type { KeyPath } from '../diagnostic.js';
import { decide, type DecideOptions } from './decide.js';
import { decideAddress } from './decide-address.js';
import { decideLine, together, type DecidedLine, type DecidedPart } from './decide-line.js';
import { mayBeOutside } from './path-subject.js';
import type { Decision } from './strictness.js';
import type { SplitLine } from './subject.js';

/** Why an agent may or may not do something, as `canonry explain --json` shows it, without the targets. */
export interface Explanation {
  readonly agent: string;
  readonly tool: string;
  readonly subject: string;
  /** Null where nothing is specified. */
  readonly decision: Decision;
  readonly parts: readonly ExplainedPart[];
}

export interface ExplainedPart {
  readonly tool: string;
  readonly subject: string;
  readonly decision: Decision;
  readonly source: 'rule' | 'intent' | 'star' | 'unspecified';
  readonly rule?: Rule & { readonly file: string; readonly line: number | null };
  /** Why the decision is stricter than the rules say. */
  readonly raised?: string;
}

export interface ExplainOptions extends DecideOptions {
  /** Takes a command line apart; needed for bash. */
  readonly split?: (line: string) => SplitLine;
  /** The line of a key path in the agent's file, if somebody knows it. */
  readonly lineOf?: (path: KeyPath) => number | undefined;
}

/** Decides about one subject: for bash a whole command line, for files also whether they may lie outside the project. */
export function explain(agent: Agent, tool: string, subject: string, options: ExplainOptions = {}): Explanation {
  const { decision, parts } = decideSubject(agent, tool, subject, options);
  const explained = parts.map((part) => explainPart(agent, part, options));
  return { agent: agent.name, tool, subject, decision, parts: explained };
}

function decideSubject(agent: Agent, tool: string, subject: string, options: ExplainOptions): DecidedLine {
  if (tool === 'bash' && options.split !== undefined) return decideLine(agent, subject, options.split, options);
  return decideOperation(agent, tool, subject, options);
}

/** What any other tool asks for: a file outside the project also asks to leave it, and an address has several spellings. */
export function decideOperation(agent: Agent, tool: string, subject: string, options: DecideOptions = {}): DecidedLine {
  const partOf = (asked: string): DecidedPart => ({ tool: asked, subject, ...decide(agent, asked, subject, options) });
  if (tool === 'webfetch') return together(tool, decideAddress(agent, subject));
  if (tool !== 'read' && tool !== 'edit') return together(tool, [partOf(tool)]);
  const leaves = mayBeOutside([{ kind: 'text', text: subject }]);
  return together(tool, leaves ? [partOf(tool), partOf('external_directory')] : [partOf(tool)]);
}

function explainPart(agent: Agent, part: DecidedPart, { lineOf }: ExplainOptions): ExplainedPart {
  const { tool, subject, decision, source, table, rule, raised } = part;
  const place = rule && {
    rule: {
      pattern: rule.pattern,
      action: rule.action,
      file: agent.file,
      line: lineOf?.(['permissions', table ?? tool, 'rules', rule.index]) ?? null,
    },
  };
  return { tool, subject, decision, source, ...place, ...(raised === undefined ? {} : { raised }) };
}
