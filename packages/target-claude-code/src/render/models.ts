import { findingOf, quote, type Agent, type Finding } from '@canonry/core';
import { TARGET } from './losses.js';

/** Names that stand for the model of the day. */
const ALIASES: ReadonlySet<string> = new Set(['sonnet', 'opus', 'haiku', 'inherit']);

export interface ChosenModel {
  readonly model?: string;
  readonly findings: readonly Finding[];
}

/** A model as Claude Code names it, or why it cannot be used there: whatever it is given, it passes on to one provider. */
export function modelFor(agent: Agent, model: string): ChosenModel {
  const [, provider = '', id = ''] = /^([^/]*)\/(.*)$/s.exec(model) ?? [];
  if (provider === 'anthropic' && (ALIASES.has(id) || /^claude-[\w.-]+$/.test(id))) return { model: id, findings: [] };
  const reason =
    provider === 'anthropic'
      ? 'it is neither an id that begins with claude- nor one of sonnet, opus, haiku and inherit'
      : 'it only knows the provider anthropic';
  const where = { file: agent.file, agent: agent.name, target: TARGET };
  const parameters = { target: TARGET, agent: agent.name, model: quote(model), reason };
  return { findings: [findingOf('unusable-model', where, parameters)] };
}
