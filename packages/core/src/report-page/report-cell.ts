import type { Agent } from '../agent.js';
import type { KeyPath } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import { decideLine } from '../policy/decide-line.js';
import { decideOperation } from '../policy/explain.js';
import { policyOf } from '../policy/policy-of.js';
import type { Decision } from '../policy/strictness.js';
import type { SplitLine } from '../policy/subject.js';
import { lineFor } from '../policy/write-line.js';
import type { Question, Target } from '../target.js';
import { TOOLS_WITH_SUBJECT } from '../tools.js';
import { exampleSubject, INTENT, ordinarySubjects } from './example-subject.js';
import { HOME, PROJECT, withoutTilde } from './imagined-place.js';
import type { ReportedCell, ReportedRow, TargetDecision } from './report-model.js';

/** A target as it is asked. */
export interface AskedTarget {
  readonly target: Pick<Target, 'name' | 'decide' | 'owned'>;
  /** What it rendered; absent if it refuses to. */
  readonly files?: FileTree;
  readonly place: Pick<Question, 'pathPrefix' | 'scope'>;
}

export interface CellOptions {
  readonly split: (line: string) => SplitLine;
  readonly lineOf: (path: KeyPath) => number | undefined;
}

/** What an agent may do with a tool: each rule with an example, and what the definition and each target make of that. */
export function reportCell(
  agent: Agent,
  tool: string,
  targets: readonly AskedTarget[],
  options: CellOptions,
): Omit<ReportedCell, 'remarks'> {
  const source = policyOf(agent, tool);
  const rowOf = (row: Pick<ReportedRow, 'pattern' | 'action' | 'line' | 'example'>): ReportedRow => {
    const input = inputFor(tool, row.example);
    if (input === null) return { ...row, example: null, decision: null, targets: targets.map(() => null) };
    const decision = decisionOf(agent, tool, input, options.split);
    return { ...row, example: input, decision, targets: targets.map((one) => ask(one, agent, tool, input)) };
  };
  const hasSubjects = TOOLS_WITH_SUBJECT.some((known) => known === tool);
  const ordinary = hasSubjects ? (ordinarySubjects(tool)[0] ?? '') : '';
  if (source.kind === 'unspecified')
    return { source: source.kind, rows: [rowOf({ pattern: null, action: null, line: null, example: ordinary })] };
  const policy = { ...source.policy, tool };
  const lineAt = (...path: KeyPath): number | null =>
    options.lineOf(['permissions', source.policy.tool, ...path]) ?? null;
  const exampleAt = (place: number): string | null =>
    hasSubjects && source.kind === 'policy' ? exampleSubject(agent, policy, place) : ordinary;
  const rules = policy.rules.map(({ pattern, action }, index) =>
    rowOf({ pattern, action, line: lineAt('rules', index), example: exampleAt(index) }),
  );
  const rest = rowOf({ pattern: null, action: policy.intent, line: lineAt('intent'), example: exampleAt(INTENT) });
  return { source: source.kind, rows: [...rules.toReversed(), rest] };
}

/** What a tool is called with, so that it asks about this subject; null if nothing does. */
function inputFor(tool: string, subject: string | null): string | null {
  if (subject === null) return null;
  return tool === 'bash' ? lineFor(subject) : subject;
}

function decisionOf(agent: Agent, tool: string, input: string, split: CellOptions['split']): Decision {
  const options = { home: HOME };
  const decided =
    tool === 'bash' ? decideLine(agent, input, split, options) : decideOperation(agent, tool, input, options);
  return decided.decision;
}

const TOOLS_ABOUT_FILES = new Set(['read', 'edit', 'external_directory']);

function ask({ target, files, place }: AskedTarget, agent: Agent, tool: string, input: string): TargetDecision | null {
  // Nothing calls a tool by this name.
  if (files === undefined || tool === '*') return null;
  const { decision, owned } = target.decide(files, {
    ...place,
    home: HOME,
    project: PROJECT,
    agent: agent.name,
    role: agent.mode === 'subagent' ? 'subagent' : 'main',
    tool,
    input: TOOLS_ABOUT_FILES.has(tool) ? withoutTilde(input) : input,
    trusted: true,
  });
  const index = target.owned.findIndex(({ code }) => code === owned);
  return index === -1 ? { decision } : { decision, owned: index };
}
