import { findingOf, joinWords, quote, userOf } from '@canonry/core';
import type { Account, Agent, Finding, Host, Roster } from '@canonry/core';
import { forbidsAll, forbidsSomething, HELD, permitsSomething, type HeldTool } from './forbidden.js';
import { agentsOf, hiddenBy, type Sandbox } from './sandbox-of.js';

/** What the units of an account hold otherwise than the definitions of its agents say. */
export function sandboxFindings(account: Account, sandbox: Sandbox, host: Host, roster: Roster): readonly Finding[] {
  const agents = agentsOf(account, roster);
  return [
    ...hiddenProgram(account, sandbox, host),
    ...HELD.flatMap((tool) =>
      agents.length > 0 && agents.every((agent) => forbidsAll(agent, tool))
        ? openEgress(account, tool, host)
        : [...looser(account, tool, agents, host), ...stricter(account, tool, agents, host)],
    ),
  ];
}

function hiddenProgram(account: Account, sandbox: Sandbox, host: Host): readonly Finding[] {
  const program = account.taskLoop.enable ? account.taskLoop.exec?.[0] : undefined;
  const directory = program === undefined ? undefined : hiddenBy(program, account, sandbox);
  if (program === undefined || directory === undefined) return [];
  const where = { ...placeOf(account, host), place: keyOf(account, 'task_loop', 'exec') } as const;
  return [findingOf('hidden-program', where, { user: userOf(account), program: quote(program), directory })];
}

function openEgress(account: Account, tool: HeldTool, host: Host): readonly Finding[] {
  if (tool !== 'webfetch' || account.egress.length === 0) return [];
  const where = { ...placeOf(account, host), place: keyOf(account, 'egress'), tool } as const;
  return [findingOf('open-egress', where, { user: userOf(account), count: String(account.egress.length) })];
}

/** The guards of harnesses hold these, and nothing holds a program that one of them starts. */
function looser(account: Account, tool: HeldTool, agents: readonly Agent[], host: Host): readonly Finding[] {
  const held = agents.filter((agent) => forbidsSomething(agent, tool)).map(({ name }) => name);
  if (held.length === 0) return [];
  const names = joinWords(held);
  return [
    findingOf('unit-looser', { ...placeOf(account, host), tool }, { user: userOf(account), agents: names, tool }),
  ];
}

const STRICTER: Readonly<Record<HeldTool, string>> = {
  external_directory: 'see no other home and write nowhere outside of their own',
  edit: 'write nowhere outside of their home',
  webfetch: 'reach nothing but what egress names',
};

function stricter(account: Account, tool: HeldTool, agents: readonly Agent[], host: Host): readonly Finding[] {
  const allowed = agents.filter((agent) => permitsSomething(agent, tool)).map(({ name }) => name);
  if (allowed.length === 0) return [];
  const words = { user: userOf(account), what: STRICTER[tool], agents: joinWords(allowed), tool };
  return [findingOf('unit-stricter', { ...placeOf(account, host), tool }, words)];
}

function placeOf({ name }: Account, { file }: Host): { readonly file: string; readonly agent: string } {
  return { file, agent: name };
}

function keyOf(
  { name }: Account,
  ...keys: readonly string[]
): { readonly kind: 'key'; readonly path: readonly string[] } {
  return { kind: 'key', path: ['agents', name, ...keys] };
}
