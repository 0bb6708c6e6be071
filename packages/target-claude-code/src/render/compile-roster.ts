import {
  comparePolicies,
  TOOLS,
  type Agent,
  type Difference,
  type Finding,
  type Policy,
  type Scope,
} from '@canonry/core';
import { compileBash } from './compile-bash.js';
import { compileFiles } from './compile-files.js';
import { compileWhole } from './compile-whole.js';
import { LEAVING } from './file-areas.js';
import { lineFindings } from './line-findings.js';
import { losses } from './losses.js';
import { withMode } from './modes.js';
import { unlisted, type Member } from './member.js';
import { holds, specified } from './policies.js';
import { joined, type Compiled, type RuleSets } from './shared-rules.js';

export interface CompiledRoster {
  readonly members: readonly Member[];
  readonly sets: RuleSets;
  readonly findings: readonly Finding[];
}

export interface RosterOptions {
  readonly scope: Scope;
  /** Whether the settings may allow anything. */
  readonly mayShare: boolean;
}

const WHOLE: ReadonlySet<string> = new Set(['glob', 'grep', 'webfetch', 'websearch', 'task', 'skill', 'todo']);

/**
 * What the files of the agents and the settings have to say together. An agent that cannot have a tool with the rules that
 * all of them share goes without it, and the others are compiled again: less can be denied for its sake then, and more allowed.
 */
export function compileRoster(agents: readonly Agent[], options: RosterOptions): CompiledRoster {
  let members = agents.map((agent) => withMode({ agent, withheld: new Set() }));
  for (;;) {
    const parts = compileTools(members, options);
    const next = members.map((member) => parts.reduce((result, part) => refuse(result, part), member));
    const sets = joined(parts.map((part) => part.sets));
    if (next.every((member, at) => member === members[at]))
      return {
        members,
        sets,
        findings: onceEach([
          ...parts.flatMap((part) => part.findings),
          ...members.flatMap((one) => ownLosses(one, sets)),
        ]),
      };
    members = next;
  }
}

type Part = Compiled & { readonly tool: string };

function compileTools(members: readonly Member[], { scope, mayShare }: RosterOptions): readonly Part[] {
  const servers = members.flatMap(({ agent }) =>
    agent.permissions.map(({ tool }) => tool).filter((tool) => tool.startsWith('mcp__')),
  );
  const tools = TOOLS.filter((tool) => WHOLE.has(tool));
  const read = compileFiles('read', members, { scope, mayShare });
  const isProjectHidden = read.sets.deny.some(
    ({ outside = [], meant, atHome = [] }) => outside.length > 0 && [...meant, ...atHome].includes('*'),
  );
  return [
    { tool: 'read', ...read },
    { tool: 'edit', ...compileFiles('edit', members, { scope, mayShare, read: read.sets }) },
    { tool: 'bash', ...compileBash(members, mayShare) },
    ...[...tools, ...new Set(servers)].map((tool) => ({
      tool,
      ...compileWhole(tool, members, { mayShare, isProjectHidden }),
    })),
  ];
}

/** A mode that opens too much goes first, then the tool. */
function refuse(member: Member, { tool, refused }: Part): Member {
  if (!refused.some(({ agent }) => agent === member.agent)) return member;
  const { agent, withheld, mode } = member;
  if (mode === 'acceptEdits') return { agent, withheld };
  const less = { agent, withheld: new Set([...withheld, tool]) };
  return mode === undefined ? less : withMode(less);
}

const BECAUSE = 'no rule of the settings holds back the rest of this tool for this agent alone, so it goes without';

function ownLosses(member: Member, sets: RuleSets): readonly Finding[] {
  return [...withheldFindings(member), ...lineFindings(member, sets), ...starFindings(member)];
}

/** Two tools of theirs may come to the same loss of one of ours. */
function onceEach(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.agent} ${finding.message}`, finding])).values()];
}

const EMPTY_LINE = { kind: 'narrowed', witness: '', new: 'deny' } as const;

/** What an agent loses with a tool that is taken from it. */
function withheldFindings(member: Member): readonly Finding[] {
  const { agent, withheld } = member;
  const lost = ['read', 'edit', 'bash'].filter((tool) => withheld.has(tool));
  const isConfined = !holds(member, 'read') && !holds(member, 'edit');
  return [...lost, ...(isConfined ? [LEAVING] : [])].flatMap((tool) => {
    const policy = specified(agent, tool);
    if (policy === null) return [];
    const nothing: Policy = { tool, intent: 'deny', rules: [] };
    const differences = comparePolicies(tool, policy, nothing);
    // A line without any command is as strict as the intent, whatever the rules say.
    const unruled: Difference[] =
      differences.length > 0 || policy.intent === 'deny' ? [] : [{ ...EMPTY_LINE, old: policy.intent }];
    return losses.narrowed(agent, tool, [...differences, ...unruled], BECAUSE);
  });
}

/** Of the tools that only `*` is about, those of servers are asked about, and those that never are can only be there or not. */
function starFindings(member: Member): readonly Finding[] {
  const { agent } = member;
  const old = specified(agent, '*')?.intent;
  if (old !== 'ask' && old !== 'allow') return [];
  const [now, because] =
    old === 'ask'
      ? (['deny', 'tools that Claude Code never asks about are taken away'] as const)
      : ([unlisted(member), 'no rule allows the tools of every server; name the servers'] as const);
  return losses.narrowed(agent, '*', [{ kind: 'narrowed', witness: null, old, new: now }], because);
}
