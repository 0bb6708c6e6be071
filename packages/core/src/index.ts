export { acceptLosses, type Acceptance } from './accept-losses.js';
export { ACTIONS, MODES, promptFileOf } from './agent.js';
export type { Action, Agent, Mode, Policy, Rule } from './agent.js';
export { agentJsonSchema } from './agent-schema.js';
export type { Diagnostic, Excerpt, Finding, KeyPath, Place } from './diagnostic.js';
export { findingOf, hasErrors, ownedFinding, raiseWarning } from './diagnostic.js';
export {
  CATALOGUE,
  entryOf,
  type CatalogueEntry,
  type Code,
  type OwnedCode,
  type Severity,
} from './diagnostic-catalogue.js';
export { nearest } from './did-you-mean.js';
export type { FileEntry, FileTree } from './file-tree.js';
export { findForeignWidenings, type ForeignInput } from './foreign/find-foreign-widenings.js';
export { findRivals } from './foreign/find-rivals.js';
export { findMisplacedRules } from './foreign/find-misplaced-rules.js';
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
export { isModelName } from './model-name.js';
export { compareWithView } from './importing/compare-with-views.js';
export type { ImportView } from './importing/import-view.js';
export type { MergedAgent } from './importing/merge-agents.js';
export { mergeImported } from './importing/merge-imported.js';
export type { Imported, ImportedAgent, ImportedSkill } from './imported.js';
export { parseAgent, type AgentSource, type ParsedAgent } from './parse-agent.js';
export { projectJsonSchema } from './project-schema.js';
export { renderTargets, type RenderTargetsInput } from './render-targets.js';
export type { Roster } from './roster.js';
export { serialiseAgent } from './serialise-agent.js';
export type { Skill, TextFile } from './skill.js';
export { whyNotBelowRoot } from './portable-path.js';
export { placeOfAgent, placeOfCopy } from './source-place.js';
export { nameLike } from './text-schema.js';
export { displayWidth, truncateToWidth } from './text/display-width.js';
export { keptFor } from './kept-for.js';
export { escapeInvisible, joinWords, quote, quoteList } from './text/quote.js';
export { shellWord } from './text/shell-word.js';
export { tomlKey, tomlString } from './text/toml.js';
export { yamlLines, type YamlMap, type YamlValue } from './text/yaml.js';
export { compareAgents, compareTool, type Relation, type ToolComparison } from './policy/compare-agents.js';
export {
  arePoliciesEqual,
  comparePolicies,
  permitsNoMore,
  type CompareOptions,
  type Difference,
  type PolicyOrNone,
} from './policy/compare-policies.js';
export {
  compareRosters,
  isWidened,
  type PermissionChange,
  type RosterCompareOptions,
  type RosterComparison,
} from './policy/compare-rosters.js';
export { decide, type DecideOptions, type Verdict } from './policy/decide.js';
export { decideLine, type DecidedLine, type DecidedPart } from './policy/decide-line.js';
export { decidePolicy, type PolicyDecision } from './policy/decide-policy.js';
export { mayWiden, stricter, strictest, isStricter, type Decision } from './policy/strictness.js';
export type { CommandPart, SplitLine, SubjectPiece, SubjectText } from './policy/subject.js';
export { intersectPatterns } from './policy/glob.js';
export { policyOf } from './policy/policy-of.js';
export { mergePermissions, policyIn, type PermissionView } from './policy/merge-permissions.js';
export { combinePolicies, type Combined } from './policy/combine-policies.js';
export { addressForms, type AddressForms } from './policy/address.js';
export { remembered } from './policy/remembered.js';
export { asLastMatch, rewritePolicy, type Reading, type Rewritten } from './policy/rewrite-policy.js';
export { findWidenedByDelegation, reachedFrom, type Reached, type WidenedByDelegation } from './policy/delegation.js';
export { unattended } from './policy/unattended.js';
export { lintPolicies } from './policy/lint-policies.js';
export {
  decideOperation,
  explain,
  type ExplainedPart,
  type ExplainOptions,
  type Explanation,
} from './policy/explain.js';
export { explainPolicy, type ExplainedPolicy } from './policy/explain-policy.js';
export { isTool, MCP_TOOL, TOOLS, TOOLS_WITH_SUBJECT, type Tool } from './tools.js';
export { toolLike } from './unknown-tool.js';
export type { Change, Content, Plan, PlannedAction } from './plan/plan.js';
export { isLeftToPerson, isUpToDate } from './plan/plan.js';
export { filesAfter } from './plan/files-after.js';
export { filesAlone } from './plan/files-alone.js';
export { filesAsWritten } from './plan/files-as-written.js';
export { MANIFEST_PATH } from './plan/manifest.js';
export type { RenderedTarget } from './plan/merge-outputs.js';
export { placeOfVersion, type MeasuredVersions } from './measured-versions.js';
export type {
  AgentDefinition,
  BlockComment,
  BlockOutput,
  DiscardedFile,
  FileOutput,
  HarnessDecision,
  JsonEntry,
  JsonKeysOutput,
  LinesAbout,
  LinkOutput,
  Output,
  OwnedCase,
  ProjectTrust,
  Question,
  ReadOptions,
  RenderInput,
  Rendered,
  SourcePlace,
  Target,
  UnseenSource,
} from './target.js';
export { findFenced } from './shared-files/code-fences.js';
export { lossesOf, type TargetLosses } from './target-losses.js';
export { compactJson, prettyJson, type JsonArray, type JsonObject, type JsonValue } from './text/json.js';
export { driftDiagnostics } from './report/drift-diagnostics.js';
export { formatGithub } from './report/github.js';
export {
  formatCheck,
  formatDiffs,
  formatPlan,
  summarisePlan,
  type PlanSummary,
  type ShownPlan,
} from './report/plan-summary.js';
export { formatSarif } from './report/sarif.js';
export { tellOnce } from './report/tell-once.js';
export { LEAST_UID } from './host/default-uid.js';
export { hostJsonSchema } from './host/host-schema.js';
export { showEgress } from './host/egress.js';
export { parseHost, type HostSource, type ParsedHost } from './host/parse-host.js';
export type { HostSurroundings } from './host/host-of.js';
export { hasRuns, SECRETS, SECRET_STORES, sshAgentSocketOf, userOf } from './host/host.js';
export type { Account, EgressRule, Host, Limits, McpServer, Secret, SecretStore, Ssh, TaskLoop } from './host/host.js';
export type { HostRenderInput, HostTarget } from './host/host-target.js';
export { directoriesAbove } from './host/directories-above.js';
