import type { Diagnostic } from '../diagnostic.js';
import { joinWords } from '../text/quote.js';

/**
 * Diagnostics for people: what a target says about several agents in the same words is told once, with their names. Errors
 * stay as they are and come first, then warnings. What is only worth knowing becomes one line, below everything else.
 */
export function tellOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<unknown, [Diagnostic, ...Diagnostic[]]>();
  for (const diagnostic of diagnostics) {
    const key = keyOf(diagnostic) ?? diagnostic;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diagnostic]);
    else group.push(diagnostic);
  }
  const told = [...groups.values()].map(tell);
  return SEVERITIES.flatMap((wanted) => told.filter(({ severity }) => severity === wanted));
}

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** Equal for diagnostics that differ in nothing but their agent. */
function keyOf({ code, severity, target, agent, message }: Diagnostic): string | undefined {
  if (severity === 'error' || agent === undefined || target === undefined) return undefined;
  return JSON.stringify([code, severity, target, withoutName(message, agent)]);
}

/** A message as it could be about any agent. Names are words: `a` is not in `apollo`. */
function withoutName(message: string, agent: string): string {
  return message.replaceAll(new RegExp(`(?<![\\w-])${agent}(?![\\w-])`, 'g'), 'each');
}

function tell(group: readonly [Diagnostic, ...Diagnostic[]]): Diagnostic {
  const [first, ...others] = group;
  const { code, severity, message, target, agent } = first;
  if (agent === undefined || target === undefined || severity === 'error') return first;
  const names = [...new Set(others.map((other) => other.agent ?? ''))].filter((name) => name !== agent);
  const common = names.length === 0 ? message : withoutName(message, agent);
  if (severity === 'info') return { code, severity, message: `${common} (${joinWords([agent, ...names])})`, target };
  return names.length === 0 ? first : { ...first, message: `${message}; the same holds for ${joinWords(names)}` };
}
