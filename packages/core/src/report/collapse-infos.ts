import type { Diagnostic } from '../diagnostic.js';
import { joinWords } from '../text/quote.js';

/**
 * What is only worth knowing, once for all agents: a harness that decides something by itself does so for every one of
 * them. Errors and warnings stay as they are.
 */
export function collapseInfos(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity !== 'info' || diagnostic.agent === undefined) continue;
    const key = JSON.stringify([diagnostic.code, diagnostic.target]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diagnostic]);
    else group.push(diagnostic);
  }
  const firsts = new Map([...groups.values()].map((group) => [group[0], group]));
  const others = new Set([...groups.values()].flatMap((group) => group.slice(1)));
  return diagnostics
    .filter((diagnostic) => !others.has(diagnostic))
    .map((diagnostic) => summarise(firsts.get(diagnostic) ?? [diagnostic]));
}

function summarise(group: readonly Diagnostic[]): Diagnostic {
  const [first] = group;
  if (first === undefined) throw new Error('a group of nothing');
  if (group.length === 1) return first;
  const { code, severity, message, target, hint } = first;
  const agents = joinWords([...new Set(group.flatMap(({ agent }) => agent ?? []))]);
  const others = new Set(group.map((diagnostic) => diagnostic.message)).size - 1;
  const more = others === 0 ? '' : `; ${others} more of this kind, which --json shows`;
  return {
    code,
    severity,
    message: `${agents}: ${message}${more}`,
    ...(target === undefined ? {} : { target }),
    ...(hint === undefined || group.some((diagnostic) => diagnostic.hint !== hint) ? {} : { hint }),
  };
}
