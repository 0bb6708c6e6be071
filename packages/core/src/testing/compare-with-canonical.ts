import type { Action, Agent } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import type { Decision } from '../policy/strictness.js';
import { isStricter } from '../policy/strictness.js';
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
  const bound = canonical ?? target.decide(new Map(), question).decision;
  const fault = {
    agent: agent.name,
    tool: question.tool,
    input: question.input,
    role: question.role,
    canonical,
    bound,
    harness,
  };
  const tools = new Set([question.tool, ...parts.map(({ tool }) => tool)]);
  const isSaid = (codes: readonly Finding['code'][]): boolean =>
    findings.some(
      ({ code, agent: about, tool }) =>
        codes.includes(code) && about === agent.name && tool !== undefined && tools.has(tool),
    );
  const isOwned = owned !== undefined;
  const isOwnedWidening = isOwned && target.owned.find(({ code }) => code === owned)?.narrows !== true;
  if (isStricter(bound, harness))
    return isOwnedWidening || isSaid(['widened', 'unenforced']) ? undefined : { kind: 'widened', ...fault };
  if (canonical === null || harness === canonical || isOwned) return undefined;
  return isSaid(['narrowed', 'unenforced']) ? undefined : { kind: 'unsaid', ...fault };
}
