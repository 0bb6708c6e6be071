import type { Action, Mode } from '../agent.js';
import type { Severity } from '../diagnostic-catalogue.js';
import type { Enforcement, Scope } from '../project.js';
import type { PermissionChange } from '../policy/compare-rosters.js';
import type { Decision } from '../policy/strictness.js';

/** Everything that the page of `canonry report` shows, as plain data with all texts made visible. */
export interface ReportModel {
  /** The columns: every tool, those first that agents name. */
  readonly tools: readonly string[];
  readonly targets: readonly ReportedTarget[];
  readonly agents: readonly ReportedAgent[];
  /** What agents may do with a tool; agents refer to it by its place here, because many have the same. */
  readonly cells: readonly ReportedCell[];
  /** Emitted lines, referred to in the same way. */
  readonly lines: readonly EmittedText[];
  /** What is about no agent. */
  readonly remarks: readonly ReportedRemark[];
  readonly since?: ReportedChanges;
}

interface ReportedTarget {
  readonly name: string;
  readonly enforcement: Enforcement;
  readonly scope: Scope;
  /** Errors: nothing would be written, and so nothing is said about what the harness does. */
  readonly isRefused: boolean;
  /** The cases in which the harness decides by itself. */
  readonly owned: readonly { readonly code: string; readonly summary: string }[];
  /** It can say which of its lines are about a tool. */
  readonly showsLines: boolean;
}

export interface ReportedAgent {
  readonly name: string;
  readonly displayName: string | null;
  readonly mode: Mode;
  readonly description: string;
  readonly tags: readonly string[];
  readonly skills: readonly string[];
  readonly rules: readonly string[];
  readonly context: readonly string[];
  readonly maxTurns: number | null;
  readonly file: string;
  /** For each tool its place in `cells`. */
  readonly cells: readonly number[];
  /** For each tool and each target the places in `lines`. */
  readonly lines: readonly (readonly (readonly number[])[])[];
  /** What is about the agent and none of the tools. */
  readonly remarks: readonly ReportedRemark[];
}

export interface ReportedCell {
  /** Where the answer comes from. */
  readonly source: 'policy' | 'star' | 'unspecified';
  /** In the order in which they are asked; the last one is the intent. */
  readonly rows: readonly ReportedRow[];
  readonly remarks: readonly ReportedRemark[];
}

export interface ReportedRow {
  /** Null: everything that no rule is about. */
  readonly pattern: string | null;
  /** Null: unspecified. */
  readonly action: Decision;
  readonly line: number | null;
  /** What the decisions are about, for bash a command line; empty where the tool has no subjects, null where no subject gets here. */
  readonly example: string | null;
  /** Of the definition, with everything else that the example asks for. */
  readonly decision: Decision;
  /** For each target; null if there is nothing to ask it. */
  readonly targets: readonly (TargetDecision | null)[];
}

export interface TargetDecision {
  readonly decision: Action;
  /** A case in which the harness decides by itself: its place among those of the target. */
  readonly owned?: number;
}

/** A diagnostic, next to what it is about. */
export interface ReportedRemark {
  readonly code: string;
  readonly severity: Severity;
  /** It says that a target lets an agent do something else than its definition. */
  readonly isLoss: boolean;
  readonly message: string;
  readonly target: string | null;
  readonly witness: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly hint: string | null;
}

export interface EmittedText {
  readonly path: string;
  /** One-based. */
  readonly line: number;
  readonly text: string;
  /** They hold for all agents. */
  readonly isShared: boolean;
}

export interface ReportedChanges {
  /** As the person named the other side. */
  readonly revision: string;
  /** What widened comes first, then what is unproved. */
  readonly changes: readonly PermissionChange[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
