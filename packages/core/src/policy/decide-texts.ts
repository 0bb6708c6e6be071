import type { Action, Policy } from '../agent.js';
import { isPathTool } from './pattern.js';
import { policyAutomaton, type PolicyAutomaton } from './policy-automaton.js';
import { remembered } from './remembered.js';
import { HOME } from './residual.js';
import { isStricter, strictest } from './strictness.js';
import type { SubjectPiece } from './subject.js';

/** A piece of a set of texts; `home` marks where the home directory ends. */
export type Piece = SubjectPiece | { readonly kind: 'home' };

/** The strictest decision over a set, and a text that gets it. */
export interface StrictestDecision {
  readonly action: Action;
  /** Absent if the search was given up; the action is then the strictest that the policy knows. */
  readonly text?: string;
  /** The home directory with which the text gets the decision, if it takes one. */
  readonly home?: string;
}

export interface TextsOptions {
  /** Whether any beginning of a text may turn out to be the home directory. */
  readonly mayBeHome?: boolean;
  readonly limit?: number;
}

const DEFAULT_LIMIT = 2_000_000;

/** The strictest decision over all texts of the set, exactly: the set and the policy are read side by side. */
export function decideTexts(
  policy: Policy,
  pieces: readonly Piece[],
  { mayBeHome = false, limit = DEFAULT_LIMIT }: TextsOptions = {},
): StrictestDecision {
  const { tool, intent, rules } = policy;
  const key = JSON.stringify([isPathTool(tool), intent, rules, pieces, mayBeHome, limit]);
  return decisionOf(key, () => findStrictest(policy, pieces, { mayBeHome, limit }));
}

const decisionOf = remembered<StrictestDecision>();

function findStrictest(
  policy: Policy,
  pieces: readonly Piece[],
  { mayBeHome, limit }: Required<TextsOptions>,
): StrictestDecision {
  const automaton = policyAutomaton();
  const hardest = strictest([policy.intent, ...policy.rules.map(({ action }) => action)]);
  const start = { state: automaton.start(policy), piece: 0, offset: 0, mayBeHome, parent: undefined, unit: NO_UNIT };
  const pending: Node[] = [start];
  const visited = new Set<string>();
  let best: { readonly action: Action; readonly node: Node } | undefined;
  for (let steps = 0, node = pending.pop(); node !== undefined; steps += 1, node = pending.pop()) {
    if (steps + automaton.work() > limit) return { action: hardest };
    const key = `${node.piece},${node.offset},${node.state},${node.mayBeHome}`;
    if (visited.has(key)) continue;
    visited.add(key);
    const action = node.piece === pieces.length ? automaton.decision(node.state) : null;
    if (action !== null && (best === undefined || isStricter(action, best.action))) best = { action, node };
    if (action === hardest) break;
    pending.push(...successors(node, pieces[node.piece], automaton));
  }
  return best === undefined ? { action: hardest } : { action: best.action, ...textOf(best.node) };
}

interface Node {
  readonly state: number;
  readonly piece: number;
  readonly offset: number;
  readonly mayBeHome: boolean;
  readonly parent: Node | undefined;
  readonly unit: number;
}

const NO_UNIT = -1;

function successors(node: Node, piece: Piece | undefined, automaton: PolicyAutomaton): Node[] {
  const read = (unit: number): Node => ({ ...node, state: automaton.step(node.state, unit), parent: node, unit });
  const next = { ...node, piece: node.piece + 1, offset: 0, parent: node, unit: NO_UNIT };
  const homes = node.mayBeHome ? [{ ...read(HOME), mayBeHome: false }] : [];
  if (piece === undefined) return homes;
  switch (piece.kind) {
    case 'home':
      return [{ ...read(HOME), piece: next.piece }];
    case 'text':
      if (node.offset === piece.text.length) return [next];
      return [...homes, { ...read(piece.text.charCodeAt(node.offset)), offset: node.offset + 1 }];
    case 'any': {
      const units = automaton.units(node.state);
      return [...homes, ...[...units, unusedUnit(units)].map(read), next];
    }
  }
}

function unusedUnit(units: readonly number[]): number {
  let unit = 'a'.charCodeAt(0);
  while (units.includes(unit)) unit += 1;
  return unit;
}

function textOf(node: Node): { readonly text: string; readonly home?: string } {
  const units: number[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) if (at.unit !== NO_UNIT) units.push(at.unit);
  units.reverse();
  const mark = units.indexOf(HOME);
  if (mark === -1) return { text: print(units) };
  const home = print(units.slice(0, mark));
  return { text: home + print(units.slice(mark + 1)), home };
}

function print(units: readonly number[]): string {
  return units.map((unit) => String.fromCharCode(unit)).join('');
}
