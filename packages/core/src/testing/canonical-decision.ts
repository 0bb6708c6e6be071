import type { Agent } from '../agent.js';
import { splitCommandLine } from '../policy/command-line.js';
import { decideLine, type DecidedLine } from '../policy/decide-line.js';
import { decideOperation } from '../policy/explain.js';
import type { Question } from '../target.js';

/** What the definition says about a question. */
export function canonicalDecision(agent: Agent, { tool, input, home }: Question): DecidedLine {
  if (tool === 'bash') return decideLine(agent, input, splitCommandLine, { home });
  return decideOperation(agent, tool, input, { home });
}
