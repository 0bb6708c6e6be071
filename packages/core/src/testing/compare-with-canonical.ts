import { ACTIONS, type Action, type Agent } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import type { DecidedLine } from '../policy/decide-line.js';
import type { Decision } from '../policy/strictness.js';
import { isStricter, stricter } from '../policy/strictness.js';
import type { Question, Target } from '../target.js';
import { canonicalDecision } from './canonical-decision.js';

/** One question about which a target's files and the definition disagree, with nothing that says so. */
export interface PermissionFault {
  /** `widened`: the files permit more. `unsaid`: they permit less, and no finding tells. */
  readonly kind: 'widened' | 'unsaid';
  readonly agent: string;
  readonly tool: string;
  readonly input: string;
  readonly role: Question['role'];
  /** What the definition says; null where it says nothing. */
  readonly canonical: Decision;
  /** The most that the harness may permit; without a word in the definition, what it does without any files. */
  readonly bound: Action;
  readonly harness: Action;
}

export interface RenderedFiles {
  readonly files: FileTree;
  /** What the target said while it rendered. */
  readonly findings: readonly Finding[];
}

/** What is wrong with one answer of the harness; nothing if it is as strict as it must be, and no stricter than was said. */
export function faultOf(
  target: Target,
  { files, findings }: RenderedFiles,
  agent: Agent,
  question: Question,
): PermissionFault | undefined {
  const { decision: harness, owned } = target.decide(files, question);
  const { decision: canonical, parts } = canonicalDecision(agent, question);
  // Where neither the definition nor its files have a say, there is nothing to compare.
  if (canonical === null && owned !== undefined) return undefined;
  const { least, most } = boundsOf(target, question, { decision: canonical, parts });
  const { tool, input, role } = question;
  const fault = { agent: agent.name, tool, input, role, canonical, bound: least, harness };
  const tools = new Set([tool, ...parts.map((part) => part.tool)]);
  const said = findings.filter((one) => one.agent === agent.name && one.tool !== undefined && tools.has(one.tool));
  const isSaid = (codes: readonly Finding['code'][]): boolean => said.some(({ code }) => codes.includes(code));
  const isOwnWidening = owned !== undefined && target.owned.find(({ code }) => code === owned)?.narrows !== true;
  if (isStricter(least, harness))
    return isOwnWidening || isSaid(['widened', 'unenforced']) ? undefined : { kind: 'widened', ...fault };
  if (!isStricter(harness, most) || owned !== undefined) return undefined;
  return isSaid(['narrowed', 'unenforced']) ? undefined : { kind: 'unsaid', ...fault };
}

/** How strict the harness must be, and how strict it may be without saying so. Of a tool without a word in the definition it may do what it does without us. */
function boundsOf(target: Target, question: Question, { decision, parts }: DecidedLine): Bounds {
  if (decision !== null && parts.every((part) => part.decision !== null)) return { least: decision, most: decision };
  const factory = target.decide(new Map(), question).decision;
  const isAsked = parts.some((part) => part.tool === question.tool && part.decision !== null);
  // A line promises nothing where nothing is said about lines: it may be held back for the sake of another agent.
  if (decision !== null) return { least: decision, most: isAsked ? stricter(decision, factory) : 'deny' };
  // Another tool that the question needs too may be opened by the definition.
  const specified = new Set<Decision>([factory, ...parts.map((part) => part.decision)]);
  return { least: ACTIONS.find((action) => specified.has(action)) ?? 'deny', most: 'deny' };
}

interface Bounds {
  readonly least: Action;
  readonly most: Action;
}
