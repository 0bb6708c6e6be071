import type { Diagnostic, Finding } from '../diagnostic.js';
import type { RenderedTarget } from '../plan/merge-outputs.js';
import type { Plan } from '../plan/plan.js';
import type { WritingSystem } from './writing-system.js';

export interface WritingOptions {
  /** The output root; made if it does not exist. */
  readonly out: string;
  /** What is written is a machine: only then may it be the root of the file system. */
  readonly isMachine?: boolean;
  /** What each target rendered. A target that is not here loses its outputs, unless `only` says otherwise. */
  readonly rendered: readonly RenderedTarget[];
  /** Given if the project enables no target at all, with where it would: then a root with outputs is left as it is. */
  readonly nothingEnabledIn?: string;
  /**
   * Where the source is, seen from the output root, if that is shared by several: what others wrote there is left alone.
   * `''`, or absent, if it is the root itself.
   */
  readonly source?: string;
  /** What paths below the output root begin with where people read them. */
  readonly prefix?: string;
  /** Nothing is rendered, so that what is ours goes: said of a run, it is no surprise. */
  readonly isClean?: boolean;
  /** Remove what any source wrote. */
  readonly everySource?: boolean;
  /** Change nothing of any target but these (`-t`). */
  readonly only?: readonly string[];
  /** Take over what is foreign or edited by hand, and keep a copy of it. */
  readonly force?: boolean;
  /** Take warnings for errors. */
  readonly strict?: boolean;
  /** What loading and rendering had to say: with an error among it, nothing is written or deleted. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What the source is read from, absolute: the output root is not in it, and nothing of it is ever written or deleted. */
  readonly sources?: readonly string[];
  /**
   * Of every target that there is, the paths that it may write: a manifest that claims others is not followed. Without it,
   * only the targets that are rendered are known, and what the manifest says of others is believed.
   */
  readonly owns?: ReadonlyMap<string, readonly string[]>;
  /** Looks at a plan before anything is written, and says what is wrong with what would come of it. */
  readonly review?: (plan: Plan) => readonly Finding[];
  /** For tests. */
  readonly system?: WritingSystem;
}

export interface WritingOutcome {
  /** Absent if things went wrong before there was anything to plan. */
  readonly plan?: Plan;
  /** The disk is as rendered, except for conflicts that stop nothing. */
  readonly applied: boolean;
  /** The disk is not as rendered. */
  readonly drift: boolean;
  /** All that was passed in, and what planning and writing had to say. */
  readonly diagnostics: readonly Diagnostic[];
  /** 0: the disk is as rendered and nothing is wrong. */
  readonly exitCode: 0 | 1;
}
