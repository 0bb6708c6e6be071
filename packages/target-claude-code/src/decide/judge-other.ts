import type { FileTree } from '@canonry/core';
import { findAgents } from './agent-file.js';
import { bareName, bareSkill } from './bare-name.js';
import { RESOURCE_TOOLS } from './calls-for.js';
import { isDocumentation } from './documentation-hosts.js';
import { coversTool, type Rule } from './rule.js';
import type { Settings } from './settings.js';
import { bringsPermissions, findSkills } from './skills.js';
import type { Verdict } from './verdict.js';

/** What the settings say about a page of the web. */
export function judgeFetch(url: string, settings: Settings): Verdict {
  const host = hostOf(url);
  const covers = (rules: readonly Rule[]): boolean =>
    rules.some(({ tool, content }) => tool === 'WebFetch' && content !== undefined && matchesDomain(content, host));
  const verdict = judgeTool('WebFetch', settings);
  if (covers(settings.deny)) return { kind: 'denied', reads: true };
  if (verdict.kind === 'asked' || covers(settings.ask)) return { kind: 'asked', reads: true };
  if (verdict.kind === 'allowed' || covers(settings.allow)) return { kind: 'allowed', reads: true };
  if (!isDocumentation(host, pathOf(url))) return verdict;
  return { kind: 'allowed', reads: true, owned: 'owned-claude-code-documentation' };
}

function hostOf(url: string): string {
  const [, host = ''] = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(url) ?? [];
  return host.toLowerCase().replace(/\.$/, '');
}

function pathOf(url: string): string {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
}

/** `*.` at the beginning is any number of labels; another `*` stays within one. */
function matchesDomain(content: string, host: string): boolean {
  const [, domain] = /^domain:(.+)$/s.exec(content) ?? [];
  if (domain === undefined) return false;
  const pattern = domain.toLowerCase();
  if (pattern === '*') return true;
  const isBelow = pattern.startsWith('*.');
  const labels = (isBelow ? pattern.slice(2) : pattern).replaceAll(/[\\^$.+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(`^${isBelow ? '.+\\.' : ''}${labels.replaceAll('*', '[^.]*')}$`).test(host);
}

/** A skill that brings permissions along is asked about, all others are not. Rules of ask about one skill never ask. */
export function judgeSkill(written: string, settings: Settings, files: FileTree): Verdict {
  const name = bareSkill(written);
  const covers = (rules: readonly Rule[]): boolean =>
    rules.some(({ tool, content }) => tool === 'Skill' && content !== undefined && matchesSkill(content, name));
  if (covers(settings.deny)) return name === written ? DENIED : DENIED_BY_ANOTHER_NAME;
  const verdict = judgeTool('Skill', settings);
  if (verdict.kind !== 'open') return verdict;
  if (covers(settings.allow)) return { kind: 'allowed', reads: true };
  if (findSkills(files).some((skill) => skill.names.includes(name) && bringsPermissions(skill))) return verdict;
  return { kind: 'allowed', reads: true, owned: 'owned-claude-code-skills-and-agents' };
}

function matchesSkill(content: string, name: string): boolean {
  const [, prefix] = /^(.*)(?: |:)\*$/s.exec(content) ?? [];
  return prefix === undefined ? content === name : name.startsWith(prefix);
}

/** Rules of ask about one agent never ask. An agent of that very name comes before one that it may stand for. */
export function judgeAgent(name: string, settings: Settings, files: FileTree): Verdict {
  const denied = settings.deny.flatMap(({ tool, content }) =>
    (tool === 'Agent' || tool === 'Task') && content !== undefined ? [content] : [],
  );
  if (denied.includes(name)) return DENIED;
  const isThere = findAgents(files, name).length > 0;
  if (!isThere && denied.some((one) => bareName(one) === bareName(name))) return DENIED_BY_ANOTHER_NAME;
  const verdict = judgeTool('Agent', settings);
  if (verdict.kind === 'asked' || verdict.kind === 'allowed') return verdict;
  return { kind: 'allowed', reads: true, owned: 'owned-claude-code-skills-and-agents' };
}

const DENIED: Verdict = { kind: 'denied', reads: true };
const DENIED_BY_ANOTHER_NAME: Verdict = { ...DENIED, owned: 'owned-claude-code-names' };

/** A tool about which only whole rules speak. */
export function judgeTool(tool: string, settings: Settings): Verdict {
  if (settings.ask.some((rule) => coversTool(rule, tool, 'ask'))) return { kind: 'asked', reads: true };
  const isAllowed = UNASKED.has(tool) || settings.allow.some((rule) => coversTool(rule, tool, 'allow'));
  return { kind: isAllowed ? 'allowed' : 'open', reads: !tool.startsWith('mcp__') };
}

/** Tools of its own that it never asks about. */
const UNASKED = new Set(['TaskCreate', 'TaskUpdate', 'ListAgents', ...RESOURCE_TOOLS]);
