import { decidePolicy, type Difference, type FileEntry, type FileTree, type Policy } from '@canonry/core';
import { decide } from '../decide/decide.js';
import { agentFile } from './agent-file.js';
import { AGENTS, SETTINGS } from './directories.js';
import type { Member } from './member.js';
import type { RuleSets } from './shared-rules.js';
import { leversOf } from './whole-tools.js';

/**
 * The same difference, shown with a command that Claude Code really decides so: what it takes for reading it runs unasked,
 * whatever the rules say. None if all that the policy names is of that kind.
 */
export function shownTruly(
  difference: Difference,
  {
    member,
    sets,
    policy,
    now,
  }: { readonly member: Member; readonly sets: RuleSets; readonly policy: Policy; readonly now: Policy },
): readonly Difference[] {
  const { kind, witness, old } = difference;
  if (kind !== 'narrowed' || witness === null) return [difference];
  const files = treeOf(member, sets);
  const isTrue = (command: string): boolean =>
    decidePolicy(policy, command).action === old &&
    decidePolicy(now, command).action === difference.new &&
    decisionOf(member, files, command) === difference.new;
  const named = policy.rules.flatMap(({ pattern }) => ARGUMENTS.map((text) => instance(pattern, text)));
  const found = [witness, ...named].find(isTrue);
  if (found !== undefined) return [{ ...difference, witness: found }];
  // What has to be quoted to be a command line is no line by itself, so nothing was tried.
  return /^[\w%+,\-./:@ ]*$/.test(witness) ? [] : [difference];
}

/** What lies outside of the project is not read unasked. */
const ARGUMENTS = ['', 'x', '/x'];

function instance(pattern: string, text: string): string {
  return pattern.replaceAll('*', text).replaceAll('?', 'y').trim();
}

function treeOf(member: Member, { allow, ask, deny }: RuleSets): FileTree {
  const { agent } = member;
  const permissions = { allow: textsOf(allow), ask: textsOf(ask), deny: textsOf(deny) };
  return new Map([
    [`${AGENTS}${agent.name}.md`, entryOf(agentFile(agent, { levers: leversOf(member) }))],
    [SETTINGS, entryOf(JSON.stringify({ permissions }))],
  ]);
}

function textsOf(rules: RuleSets['allow']): readonly string[] {
  return rules.map(({ text }) => text);
}

function entryOf(text: string): FileEntry {
  return { bytes: new TextEncoder().encode(text), executable: false };
}

function decisionOf({ agent }: Member, files: FileTree, input: string): string {
  const role = agent.mode === 'subagent' ? 'subagent' : 'main';
  const place = { trusted: true, home: '/home/a', project: '/home/a/b', pathPrefix: '', scope: 'project' } as const;
  return decide(files, { ...place, agent: agent.name, role, tool: 'bash', input }).decision;
}
