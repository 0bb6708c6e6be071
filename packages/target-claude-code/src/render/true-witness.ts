import {
  comparePolicies,
  decidePolicy,
  type Difference,
  type FileEntry,
  type FileTree,
  type Policy,
} from '@canonry/core';
import { decide } from '../decide/decide.js';
import { READ_ONLY_COMMANDS, READ_ONLY_PROGRAMS } from '../decide/read-only-programs.js';
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
  if (!/^[\w%+,\-./:@ ]+$/.test(witness)) return [difference];
  return comparePolicies('bash', butForReading(policy), butForReading(now)).filter(
    (other) => other.old === old && other.new === difference.new,
  );
}

/** The same of both for all programs that may run unasked. */
function butForReading(policy: Policy): Policy {
  const same = READING.map((pattern) => ({ pattern, action: 'deny' as const }));
  return { ...policy, rules: [...policy.rules, ...same] };
}

const READING: readonly string[] = [
  ...[...READ_ONLY_PROGRAMS.keys(), 'git', 'docker', 'sed', 'xargs', 'cd'].map((name) => `${name} *`),
  ...READ_ONLY_COMMANDS,
];

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
