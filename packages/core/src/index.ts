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
export { parseAgent, type AgentSource, type ParsedAgent } from './parse-agent.js';
export { projectJsonSchema } from './project-schema.js';
export type { Roster } from './roster.js';
export { serialiseAgent } from './serialise-agent.js';
export type { Skill, TextFile } from './skill.js';
export { nameLike } from './text-schema.js';
export { displayWidth, truncateToWidth } from './text/display-width.js';
export { escapeInvisible, joinWords, quote } from './text/quote.js';
export { tomlString } from './text/toml.js';
