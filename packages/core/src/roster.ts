import type { Agent } from './agent.js';
import type { Project } from './project.js';
import type { Skill, TextFile } from './skill.js';

/** The agents loaded together, with everything they refer to. Each list is sorted by name. */
export interface Roster {
  readonly agents: readonly Agent[];
  readonly skills: readonly Skill[];
  readonly rules: readonly TextFile[];
  readonly context: readonly TextFile[];
  readonly project: Project;
}
