import type { FileTree, Question } from '@canonry/core';
import { findAgents, type AgentFile, type FoundAgent } from './agent-file.js';
import type { Hook } from './hook.js';
import type { Place } from './path-rules.js';
import { modeOf, readSettings, type Settings, type SettingsFile } from './settings.js';

/** Everything in the files that bears on one agent. */
export interface Setup {
  readonly agent?: AgentFile;
  /** With the mode that holds for the agent. */
  readonly settings: Settings;
  readonly hooks: readonly Hook[];
  /** Hooks that may answer in the person's place. */
  readonly answerers: readonly Hook[];
  readonly place: Place;
}

/** One for each file that may be the agent's; none if the agent is not one to Claude Code. */
export function readSetups(files: FileTree, question: Question): readonly Setup[] {
  const settings = settingsOf(files, question);
  if (question.agent === undefined) return [setupOf(undefined, settings, question)];
  return findAgents(files, question.agent).map((agent) => setupOf(agent, settings, question));
}

function setupOf(agent: FoundAgent | undefined, settings: Settings, question: Question): Setup {
  const { project, home, trusted } = question;
  // Trust is about the project: what a person has at home runs in any.
  const isTrusted = trusted || question.scope === 'user' || agent?.isPersonal === true;
  const agentHooks = isTrusted ? (agent?.hooks ?? []) : [];
  return {
    ...(agent === undefined ? {} : { agent }),
    settings: question.role === 'main' ? settings : forSubagent(settings, agent),
    hooks: settings.hooksDisabled ? [] : [...settings.hooks, ...agentHooks],
    answerers: settings.hooksDisabled ? [] : settings.answerers,
    place: { project, home },
  };
}

function settingsOf(files: FileTree, question: Question): Settings {
  const sources = sourcesOf(files, question);
  const set = sources.findLast((source) => source.mode !== undefined)?.mode ?? 'default';
  const mode = set === 'bypassPermissions' && sources.some(({ forbidsBypass }) => forbidsBypass) ? 'default' : set;
  return {
    allow: sources.flatMap(({ allow }) => allow),
    ask: sources.flatMap(({ ask }) => ask),
    deny: sources.flatMap(({ deny }) => deny),
    mode,
    asksNobody: mode === 'dontAsk',
    directories: sources.flatMap(({ directories }) => directories),
    hooks: sources.flatMap(({ hooks }) => hooks),
    answerers: sources.flatMap(({ answerers }) => answerers),
    hooksDisabled: sources.some(({ hooksDisabled }) => hooksDisabled),
    runsSkillCommands: sources.findLast((source) => source.runsSkillCommands !== undefined)?.runsSkillCommands ?? true,
    hasOwnSkills: sources.findLast((source) => source.hasOwnSkills !== undefined)?.hasOwnSkills ?? true,
  };
}

/** The settings files, the one whose mode counts last: the person's own, the project's, and the person's own for this project. */
function sourcesOf(files: FileTree, { scope, project, home, trusted }: Question): readonly SettingsFile[] {
  const personal = `${home}/.claude`;
  if (scope === 'user') return [asPersonal(readSettings(files, '.claude/settings.json', personal))];
  const own = ['.claude/settings.json', '.claude/settings.local.json'].map((path) =>
    readSettings(files, path, project),
  );
  return [
    asPersonal(readSettings(files, '~/.claude/settings.json', personal)),
    // What a project allows itself counts only once the person trusts it; what it forbids always counts.
    ...own.map((source) => (trusted ? source : { ...source, allow: [], directories: [] })),
  ];
}

/** Only a person's own settings may turn the questions off; without root, that counts. */
function asPersonal(source: SettingsFile): SettingsFile {
  return source.wantsBypass ? { ...source, mode: 'bypassPermissions' } : source;
}

/** An agent's own mode gives way to a parent that accepts edits or asks nothing, and is not loosened by one that plans. */
function forSubagent(settings: Settings, agent: AgentFile | undefined): Settings {
  const own = modeOf(agent?.mode);
  if (own === undefined || settings.mode === 'acceptEdits' || settings.mode === 'bypassPermissions') return settings;
  return { ...settings, mode: settings.mode === 'plan' ? 'plan' : own, asksNobody: own === 'dontAsk' };
}
