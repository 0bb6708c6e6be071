import type { Diagnostic } from '../diagnostic.js';
import { joinWords } from '../text/quote.js';

/**
 * Diagnostics for people: what a target says about several agents in the same words is told once, with their names, and so is
 * all that it is stricter about for one reason. Errors stay as they are and come first, then warnings. What is only worth
 * knowing becomes one line, below everything else.
 */
export function tellOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = groupBy(diagnostics, (diagnostic) => keyOf(diagnostic) ?? diagnostic).map(tell);
  const once = groupBy(told, (diagnostic) => reasonOf(diagnostic) ?? diagnostic).map(tellTogether);
  const all = once.map(({ diagnostic }) => diagnostic);
  return SEVERITIES.flatMap((wanted) => all.filter(({ severity }) => severity === wanted));
}

const SEVERITIES = ['error', 'warning', 'info'] as const;

type Group<Item> = readonly [Item, ...Item[]];

/** A diagnostic with the agents that it is about, if there is anything to tell once. */
interface Told {
  readonly diagnostic: Diagnostic;
  readonly names: readonly string[];
}

function groupBy<Item>(items: readonly Item[], keyOfItem: (item: Item) => unknown): readonly Group<Item>[] {
  const groups = new Map<unknown, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Equal for diagnostics that differ in nothing but their agent. */
function keyOf({ code, severity, target, agent, message }: Diagnostic): string | undefined {
  if (severity === 'error' || agent === undefined || target === undefined) return undefined;
  return JSON.stringify([code, severity, target, withoutName(message, agent)]);
}

/** A message as it could be about any agent. Names are words: `a` is not in `apollo`. */
function withoutName(message: string, agent: string): string {
  return message.replaceAll(new RegExp(`(?<![\\w-])${agent}(?![\\w-])`, 'g'), 'each');
}

function tell(group: Group<Diagnostic>): Told {
  const [first, ...others] = group;
  const { code, severity, message, target, agent } = first;
  if (agent === undefined || target === undefined || severity === 'error') return { diagnostic: first, names: [] };
  const names = [...new Set(group.map((one) => one.agent ?? ''))];
  if (severity !== 'info') return { diagnostic: first, names };
  const common = others.length === 0 ? message : withoutName(message, agent);
  return { diagnostic: { code, severity, message: `${common} (${someOf(names)})`, target }, names };
}

/** Equal for everything in which a target is stricter for the same reason. */
function reasonOf({ diagnostic: { code, severity, target, tool, hint, message } }: Told): string | undefined {
  const isToldInParts = code === 'narrowed' && severity === 'warning' && message.includes(': ');
  return isToldInParts ? JSON.stringify([target, tool, hint]) : undefined;
}

/** At the place of the first, one line for each. */
function tellTogether(group: Group<Told>): Told {
  const [first, ...others] = group;
  const { diagnostic, names } = first;
  if (diagnostic.severity === 'info' || names.length === 0) return first;
  if (others.length === 0) {
    const [, ...more] = names;
    const message = `${diagnostic.message}; the same holds for ${someOf(more)}`;
    return more.length === 0 ? first : { names, diagnostic: { ...diagnostic, message } };
  }
  const all = [...new Set(group.flatMap((one) => one.names))];
  const lines = group.map((one) => {
    const about = all.length === 1 ? '' : ` (${someOf(one.names)})`;
    return `\n    ${partsOf(one.diagnostic.message).difference}${about}`;
  });
  const { excerpt: _, ...placed } = diagnostic;
  const { head } = partsOf(diagnostic.message);
  const whose = all.length === 1 ? head : inPlural(head, names[0] ?? '');
  return { names: all, diagnostic: { ...placed, message: `${whose}:${lines.join('')}` } };
}

/** As many as somebody reads; JSON has them all. */
const READ = 10;

function someOf(names: readonly string[]): string {
  // Nobody is left out to save one word.
  return names.length <= READ + 1
    ? joinWords(names)
    : joinWords([...names.slice(0, READ), `${names.length - READ} more`]);
}

function inPlural(head: string, agent: string): string {
  return withoutName(head, agent).replace(' each ', ' agents ').replace('its definition', 'their definitions');
}

/** `pi lets ada do less: bash "x" is …`. */
function partsOf(message: string): { readonly head: string; readonly difference: string } {
  const at = message.indexOf(': ');
  return { head: message.slice(0, at), difference: message.slice(at + 2) };
}
