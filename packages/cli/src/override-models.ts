import { isModelName, quote, type Project } from '@canonry/core';
import type { TargetEntry } from './targets.js';
import { suggestName, type UsageProblem } from './usage-problem.js';

/** `--model [TARGET:]AGENT=MODEL`. */
interface ModelOverride {
  readonly target?: string;
  readonly agent: string;
  readonly model: string;
}

interface Known {
  readonly agents: readonly string[];
  /** The targets that this run renders. */
  readonly targets: readonly TargetEntry[];
}

/** The project with the models of the command line, which win over everything that the files say. */
export function overrideModels(flags: readonly string[], project: Project, known: Known): Project | UsageProblem {
  const overrides: ModelOverride[] = [];
  for (const flag of flags) {
    const override = parseFlag(flag, known);
    if ('problem' in override) return override;
    if (overrides.some(({ target, agent }) => target === override.target && agent === override.agent))
      return { problem: `--model names ${override.agent} twice` };
    overrides.push(override);
  }
  const common = overrides.filter(({ target }) => target === undefined);
  const isReplaced = (agent: string): boolean => common.some((override) => override.agent === agent);
  const names = [...project.targetModels.keys(), ...overrides.flatMap(({ target }) => target ?? [])];
  const targetModels = [...new Set(names)].map((name): [string, ReadonlyMap<string, string>] => {
    const kept = [...(project.targetModels.get(name) ?? [])].filter(([agent]) => !isReplaced(agent));
    return [name, new Map([...kept, ...entriesOf(overrides.filter(({ target }) => target === name))])];
  });
  return {
    ...project,
    models: new Map([...project.models, ...entriesOf(common)]),
    targetModels: new Map(targetModels),
  };
}

function entriesOf(overrides: readonly ModelOverride[]): readonly [string, string][] {
  return overrides.map(({ agent, model }) => [agent, model]);
}

function parseFlag(flag: string, { agents, targets }: Known): ModelOverride | UsageProblem {
  const [, target, agent = '', model = ''] = /^(?:([^:=]*):)?([^:=]*)=(.*)$/s.exec(flag) ?? [];
  if (agent === '') return { problem: `--model ${quote(flag)} is not of the form [TARGET:]AGENT=MODEL` };
  const names = targets.map(({ name }) => name);
  if (target !== undefined && !names.includes(target))
    return { problem: `--model names ${quote(target)}, which is no target of this run; ${suggestName(target, names)}` };
  if (!agents.includes(agent)) return { problem: `there is no agent ${quote(agent)}; ${suggestName(agent, agents)}` };
  if (!isModelName(model))
    return { problem: `${quote(model)} is not a model; write provider/model, such as anthropic/claude-sonnet-4-5` };
  return { ...(target === undefined ? {} : { target }), agent, model };
}
