export type { Action, Agent, Mode, Policy, Rule } from './agent.js';
export { agentJsonSchema } from './agent-schema.js';
export type { Diagnostic, Excerpt } from './diagnostic.js';
export { hasErrors } from './diagnostic.js';
export { CATALOGUE, type CatalogueEntry, type Code, type Severity } from './diagnostic-catalogue.js';
export { nearest } from './did-you-mean.js';
export type { FileEntry, FileTree } from './file-tree.js';
export { formatDiagnostic, type Paint } from './format-diagnostic.js';
export type {
  AcceptedLoss,
  Enforcement,
  Loss,
  OptionValue,
  Project,
  Scope,
  TargetDeclaration,
  TargetOption,
  TargetSection,
} from './project.js';
export { projectJsonSchema } from './project-schema.js';
export type { Roster } from './roster.js';
export { serialiseAgent } from './serialise-agent.js';
export type { Skill, TextFile } from './skill.js';
export type { Change, Content, Plan, PlannedAction } from './plan/plan.js';
export { isUpToDate } from './plan/plan.js';
export { filesAfter } from './plan/files-after.js';
export type { RenderedTarget } from './plan/merge-outputs.js';
export type {
  BlockComment,
  BlockOutput,
  FileOutput,
  JsonEntry,
  JsonKeysOutput,
  LinkOutput,
  Output,
  Rendered,
  RenderInput,
  SourcePlace,
  Target,
} from './target.js';
export type { JsonArray, JsonObject, JsonValue } from './text/json.js';
export { driftDiagnostics } from './report/drift-diagnostics.js';
export { formatGithub } from './report/github.js';
export { formatCheck, formatPlan, summarisePlan, type PlanSummary } from './report/plan-summary.js';
export { formatSarif } from './report/sarif.js';
