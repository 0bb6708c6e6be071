import { findingOf, type Action, type Finding, type Policy, type Rule } from '@canonry/core';
import type { AgentFile } from '../decide/agent-file.js';
import { coversTool } from '../decide/rule.js';
import type { Settings } from '../decide/settings.js';
import { hasTool } from '../decide/tools-of.js';
import { showRule, type HarnessRule, type List } from './harness-settings.js';

/** All that Claude Code knows about what one agent may do. */
export interface Reading {
  readonly rules: readonly HarnessRule[];
  readonly says: AgentFile;
  /** The settings with the mode that holds for the agent. */
  readonly settings: Settings;
  /** Agents that are called otherwise here. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A policy, and what there is to say about it. */
export interface Told {
  readonly policy: Policy;
  readonly findings: readonly Finding[];
}

/** Whether the agent has the tool, in one of its roles. */
export function isOffered({ says, rules }: Reading, tool: string): boolean {
  return hasTool(tool, says, 'main', inList(rules, 'deny'));
}

/** Whether a rule of the list is about the tool as a whole. */
export function isCovered({ rules }: Reading, list: List, tool: string): boolean {
  return inList(rules, list).some((rule) => coversTool(rule, tool, list));
}

/** The rules of a list that are about a part of what a tool may be used on. */
export function partialRules({ rules }: Reading, list: List, tool: string): readonly (HarnessRule & Content)[] {
  return inList(rules, list).filter(
    (rule): rule is HarnessRule & Content =>
      rule.content !== undefined && (rule.tool === tool || (rule.tool === 'Task' && tool === 'Agent')),
  );
}

interface Content {
  readonly content: string;
}

/** What comes of a question: in `dontAsk` it is refused. */
export function unasked({ settings }: Reading): Action {
  return settings.asksNobody ? 'deny' : 'ask';
}

/** For a tool without a word about parts of it. */
export function wholeDecision(reading: Reading, tool: string, otherwise: Action): Action {
  if (!isOffered(reading, tool)) return 'deny';
  if (isCovered(reading, 'ask', tool)) return unasked(reading);
  return isCovered(reading, 'allow', tool) ? 'allow' : otherwise;
}

/** A rule that is said so that it permits less, or refuses more. */
export function sayStricter(rule: HarnessRule, tool: string, reason: string, instead: string): Finding {
  return findingOf('import-stricter', { ...rule.where, tool }, { rule: showRule(rule), reason, instead });
}

/** Of two rules with one pattern only the later one ever decides. */
export function withoutEarlierTwins(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter(
    ({ pattern }, index) => !rules.some((other, later) => later > index && other.pattern === pattern),
  );
}

function inList(rules: readonly HarnessRule[], wanted: List): readonly HarnessRule[] {
  return rules.filter(({ list }) => list === wanted);
}
