import type { FileTree, Question } from '@canonry/core';
import { findAgent, type AgentFile } from './agent-file.js';
import type { Hook } from './hook.js';
import type { Place } from './path-rules.js';
import { modeOf, readSettings, type Settings } from './settings.js';

/** Everything in the files that bears on one agent. */
export interface Setup {
  readonly agent?: AgentFile;
  /** With the mode that holds for the agent. */
  readonly settings: Settings;
  readonly hooks: readonly Hook[];
  readonly place: Place;
}

/** Undefined if the agent is not one to Claude Code. */
export function readSetup(files: FileTree, question: Question): Setup | undefined {
  const { project, home, trusted, scope } = question;
  const agent = question.agent === undefined ? undefined : findAgent(files, question.agent);
  if (question.agent !== undefined && agent === undefined) return undefined;
  const read = settingsOf(files, question);
  // What a project allows itself counts only once the person trusts it; what it forbids always counts.
  const isHeld = trusted || scope === 'user';
  const settings = isHeld ? read : { ...read, allow: [], directories: [] };
  const agentHooks = trusted ? (agent?.hooks ?? []) : [];
  return {
    ...(agent === undefined ? {} : { agent }),
    settings: question.role === 'main' ? settings : forSubagent(settings, agent),
    hooks: settings.hooksDisabled ? [] : [...settings.hooks, ...agentHooks],
    place: { project, home },
  };
}

function settingsOf(files: FileTree, { scope, project, home }: Question): Settings {
  if (scope === 'user') return readSettings(files, '.claude/settings.json', `${home}/.claude`);
  const shared = readSettings(files, '.claude/settings.json', project);
  const own = readSettings(files, '.claude/settings.local.json', project);
  return {
    allow: [...shared.allow, ...own.allow],
    ask: [...shared.ask, ...own.ask],
    deny: [...shared.deny, ...own.deny],
    mode: own.mode === 'default' ? shared.mode : own.mode,
    asksNobody: own.mode === 'default' ? shared.asksNobody : own.asksNobody,
    directories: [...shared.directories, ...own.directories],
    hooks: [...shared.hooks, ...own.hooks],
    hooksDisabled: shared.hooksDisabled || own.hooksDisabled,
  };
}

/** An agent's own mode gives way to a parent that accepts edits, and is not loosened by one that plans. */
function forSubagent(settings: Settings, agent: AgentFile | undefined): Settings {
  const own = modeOf(agent?.mode);
  if (own === undefined || settings.mode === 'acceptEdits') return settings;
  return { ...settings, mode: settings.mode === 'plan' ? 'plan' : own, asksNobody: own === 'dontAsk' };
}
