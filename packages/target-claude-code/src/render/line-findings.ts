import { decide, strictest, type Action, type Agent, type Difference, type Finding } from '@canonry/core';
import { READERS, WRITERS } from '../decide/bash-paths.js';
import { losses } from './losses.js';
import type { Member } from './member.js';
import { holds, specified } from './policies.js';
import type { RuleSets, SpelledRule } from './shared-rules.js';

const BECAUSE = 'files that one agent may not read or write are kept from the command lines of all agents';

/** What is denied about files holds for command lines that name them, too. */
export function lineFindings(member: Member, { deny }: RuleSets): readonly Finding[] {
  const { agent } = member;
  if (!holds(member, 'bash') || specified(agent, 'bash') === null) return [];
  const differences = deny
    .flatMap((rule) => linesFor(rule, agent))
    .flatMap(({ witness, old }): readonly Difference[] =>
      old === 'deny' ? [] : [{ kind: 'narrowed', witness, old, new: 'deny' }],
    );
  const shown = differences.filter((one, at) => at === differences.findIndex(({ old }) => old === one.old));
  return losses.narrowed(agent, 'bash', shown, BECAUSE);
}

interface Line {
  readonly witness: string;
  /** What its definition says. */
  readonly old: Action;
}

/** Lines that a rule about files takes from an agent: of the programs whose arguments are seen, or with a redirection. */
function linesFor({ text, meant, outside = [] }: SpelledRule, agent: Agent): readonly Line[] {
  const isEdit = text.startsWith('Edit(');
  if (!isEdit && !text.startsWith('Read(')) return [];
  const path = sampleOf([...outside, ...meant][0] ?? '');
  const file = decide(agent, isEdit ? 'edit' : 'read', path).decision;
  const programs = isEdit ? ['rm', ...WRITERS] : ['cat', 'cd', ...READERS];
  return [
    ...programs.map((program) => `${program} ${path}`).map((witness) => ({ witness, old: saidOf(agent, witness) })),
    ...commandsOf(agent).map((command) => ({
      witness: `${command} ${isEdit ? '>' : '<'} ${path}`,
      old: strictest([saidOf(agent, command), file ?? 'allow']),
    })),
  ];
}

/** A command for each rule and for the intent. */
function commandsOf(agent: Agent): readonly string[] {
  const named = specified(agent, 'bash')?.rules.map(({ pattern }) => sampleOf(pattern).trim()) ?? [];
  return ['x', ...named].filter((command) => /^[\w\-./]+(?: [\w\-./=]+)*$/.test(command));
}

function saidOf(agent: Agent, command: string): Action {
  return decide(agent, 'bash', command).decision ?? 'deny';
}

function sampleOf(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, 'x');
}
