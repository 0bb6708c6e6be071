import { findingOf, nearest, quote, quoteList, type Agent, type Finding, type OptionValue } from '@canonry/core';
import { TARGET } from './losses.js';

/** Whose prompt is Pi's single system prompt: nobody's, if there are only subagents. */
export interface Chosen {
  readonly primary?: Agent;
  readonly findings: readonly Finding[];
}

export function choosePrimary(agents: readonly Agent[], option: OptionValue | undefined): Chosen {
  const candidates = agents.filter(({ mode }) => mode !== 'subagent');
  if (typeof option === 'string') return chooseNamed(agents, candidates, option);
  const primaries = candidates.filter(({ mode }) => mode === 'primary');
  // An agent that is for people and for other agents stands in where none is for people alone.
  const [primary, ...others] = primaries.length > 0 ? primaries : candidates;
  if (primary === undefined) return { findings: [] };
  if (others.length === 0) return { primary, findings: [] };
  const where = { file: primary.file, agent: primary.name, target: TARGET };
  const names = [primary, ...others].map(({ name }) => name);
  return {
    findings: [
      findingOf('several-primaries', where, { target: TARGET, agents: quoteList(names), agent: primary.name }),
    ],
  };
}

function chooseNamed(agents: readonly Agent[], candidates: readonly Agent[], name: string): Chosen {
  const primary = candidates.find((agent) => agent.name === name);
  if (primary !== undefined) return { primary, findings: [] };
  const agent = agents.find((one) => one.name === name);
  const where = {
    file: 'canonry.toml',
    place: { kind: 'value', path: ['targets', TARGET, 'primary'] },
    target: TARGET,
  } as const;
  const reason = agent === undefined ? 'there is no such agent' : 'its mode is subagent';
  const names = candidates.map((one) => one.name);
  const like = nearest(name, names);
  const hint = like === undefined ? undefined : `did you mean ${quote(like)}?`;
  const fix = names.length === 0 ? 'no agent has mode primary or all' : `choose one of ${quoteList(names)}`;
  return { findings: [findingOf('not-a-primary', where, { value: quote(name), reason, fix }, hint)] };
}
