import type { Action, Agent } from '../agent.js';
import { findingOf, type Finding } from '../diagnostic.js';
import type { FileTree } from '../file-tree.js';
import { isSameBytes } from '../plan/merge-outputs.js';
import { isStricter } from '../policy/strictness.js';
import type { Roster } from '../roster.js';
import type { Question, Target } from '../target.js';
import { quote } from '../text/quote.js';
import { findCulprit } from './find-culprit.js';
import { patternsIn, subjectsToAsk, toolsToAsk } from './subjects-to-ask.js';

export interface ForeignInput {
  readonly target: Pick<Target, 'name' | 'decide' | 'reads' | 'patternsOf' | 'discards'>;
  readonly agents: Roster['agents'];
  /** What the target rendered, and nothing else. */
  readonly alone: FileTree;
  /** What the harness will read: the same, with what people and other targets wrote. */
  readonly merged: FileTree;
  /** Where the harness will work. */
  readonly place: Pick<Question, 'home' | 'project' | 'pathPrefix' | 'scope'>;
}

/**
 * Where a harness lets an agent do more because of what somebody else wrote. The same questions are asked of the files
 * alone and of all files together: a sample, because what a harness reads is not a policy that could be compared exactly.
 */
export function findForeignWidenings(input: ForeignInput): readonly Finding[] {
  const suspects = suspectsOf(input);
  if (suspects.length === 0) return [];
  const discarded = findDiscarded(input, suspects);
  const patterns = foreignPatterns(input, suspects);
  const findings = new Map<string, Finding>();
  for (const question of questionsFor(input, patterns)) {
    const { alone, merged } = input;
    const now = decisionOf(input, merged, question);
    if (now === 'deny') continue;
    const old = decisionOf(input, alone, question);
    if (!isStricter(old, now)) continue;
    const isWidening = (files: FileTree): boolean => isStricter(old, decisionOf(input, files, question));
    const culprit = findCulprit({ alone, merged, suspects, isWidening });
    const finding = explain(input, question, { old, now, ...culprit });
    const key = JSON.stringify([culprit.path, culprit.line, question.agent, question.tool]);
    if (!findings.has(key)) findings.set(key, finding);
  }
  return [...discarded, ...findings.values()];
}

/** A mistake of somebody else that takes what is rendered out of force, or what stands beside it. */
function findDiscarded({ target, merged }: ForeignInput, suspects: readonly string[]): readonly Finding[] {
  const discarded = target.discards?.(merged) ?? [];
  return discarded
    .filter(({ path }) => suspects.includes(path))
    .map(({ path, line, reason }) => {
      const where = { file: path, place: { kind: 'position', line, column: 1 }, target: target.name } as const;
      return findingOf('discarded-file', where, { target: target.name, path: quote(path), reason });
    });
}

/** Files that the harness reads and that are not, or not only, what was rendered for it. */
function suspectsOf({ target, alone, merged }: ForeignInput): readonly string[] {
  const isRead = (path: string): boolean => {
    const place = path.replace(/^(?:\.\.\/)+/, '../');
    return target.reads.some((one) => isIn(one, place));
  };
  return [...merged]
    .filter(([path, { bytes }]) => isRead(path) && !isSameBytes(bytes, alone.get(path)?.bytes ?? NOTHING))
    .map(([path]) => path)
    .toSorted();
}

/** A file, all in a directory, or with a star in the place of its name a file in each directory of one. */
function isIn(place: string, path: string): boolean {
  if (place.endsWith('/')) return path.startsWith(place);
  const [above = '', below] = place.split('*');
  if (below === undefined) return path === place;
  const name = path.slice(above.length, -below.length);
  return path === above + name + below && name !== '' && !name.includes('/');
}

const NOTHING = new Uint8Array();

/** What somebody else wrote that may be meant as a pattern, and what the harness makes of it. */
function foreignPatterns({ target, alone, merged }: ForeignInput, suspects: readonly string[]): readonly string[] {
  const ours = new Set(suspects.flatMap((path) => patternsIn(textOf(alone, path))));
  const all = new Set(suspects.flatMap((path) => patternsIn(textOf(merged, path))));
  const words = [...all].filter((word) => !ours.has(word));
  return [...new Set(words.flatMap((word) => [word, ...(target.patternsOf?.(word, merged) ?? [])]))];
}

type AgentQuestion = Question & { readonly agent: string };

function* questionsFor({ agents, place }: ForeignInput, patterns: readonly string[]): Iterable<AgentQuestion> {
  for (const agent of agents)
    for (const tool of toolsToAsk(agent))
      for (const input of subjectsToAsk(agent, tool, patterns))
        for (const role of rolesOf(agent)) yield { ...place, agent: agent.name, role, tool, input, trusted: true };
}

function rolesOf({ mode }: Agent): readonly Question['role'][] {
  if (mode === 'primary') return ['main'];
  return mode === 'subagent' ? ['subagent'] : ['main', 'subagent'];
}

function decisionOf({ target }: ForeignInput, files: FileTree, question: Question): Action {
  return target.decide(files, question).decision;
}

interface Widening {
  readonly path: string;
  readonly line: number;
  readonly old: Action;
  readonly now: Action;
}

function explain({ target }: ForeignInput, question: AgentQuestion, { path, line, old, now }: Widening): Finding {
  const { agent, tool, input } = question;
  const place = { kind: 'position', line, column: 1 } as const;
  const where = { file: path, place, agent, tool, target: target.name, witness: input };
  const witness = input === '' ? '' : ` ${quote(input)}`;
  const parameters = { path: quote(path), agent, target: target.name, what: `${tool}${witness}`, new: now, old };
  return findingOf('foreign-widens', where, parameters);
}

function textOf(files: FileTree, path: string): string {
  return new TextDecoder().decode(files.get(path)?.bytes ?? NOTHING);
}
