import { ACTIONS, type Agent, type Policy } from '../agent.js';
import { comparePolicies, isSubject } from '../policy/compare-policies.js';
import { decide } from '../policy/decide.js';
import { homePrefix, isPathTool } from '../policy/pattern.js';
import { sampleOf } from '../policy/rule-finding.js';
import { HOME, isInProject, withoutTilde } from './imagined-place.js';

/** The place of the intent among the rules. */
export const INTENT = -1;

/** A subject that this rule of a policy decides, or its intent; null if there is none, or none was found. */
export function exampleSubject(agent: Agent, policy: Policy, place: number): string | null {
  const quick = candidates(policy, place).find((subject) => {
    const { rule } = decide(agent, policy.tool, subject, { home: HOME });
    return (rule?.index ?? INTENT) === place;
  });
  return quick ?? search(policy, place);
}

/** What people ask for, where that does it. */
function candidates({ tool, rules }: Policy, place: number): readonly string[] {
  const pattern = rules[place]?.pattern;
  const texts =
    pattern === undefined ? ordinarySubjects(tool) : ['x', '', 'a/b'].map((star) => sampleOf(pattern, star));
  return texts.map((text) => text.trim()).filter((text) => isAskable(tool, text));
}

/** What no policy has to mention to be asked about. */
export function ordinarySubjects(tool: string): readonly string[] {
  return ORDINARY.get(tool) ?? ['x'];
}

const ORDINARY: ReadonlyMap<string, readonly string[]> = new Map([
  ['bash', ['make test', 'x y']],
  ['read', ['src/main.c']],
  ['edit', ['src/main.c']],
  ['glob', ['**/*.c']],
  ['grep', ['TODO']],
  ['webfetch', ['https://example.org/']],
  ['websearch', ['how to write tests']],
  ['task', ['somebody']],
  ['skill', ['something']],
  ['external_directory', ['/srv/x', '~/x']],
]);

/** Found by changing what the rule says: only what it decides then differs. */
function search(policy: Policy, place: number): string | null {
  const action = policy.rules[place]?.action ?? policy.intent;
  const other = ACTIONS.find((one) => one !== action) ?? action;
  const rules = policy.rules.map((rule, index) => (index === place ? { ...rule, action: other } : rule));
  const changed = { ...policy, rules, intent: place === INTENT ? other : policy.intent };
  const found = comparePolicies(policy.tool, policy, changed).flatMap(({ witness }) => witness ?? []);
  return found.find((witness) => isAskable(policy.tool, witness)) ?? null;
}

/** A path inside of the project leaves nothing, and is called otherwise there. */
function isAskable(tool: string, text: string): boolean {
  if (text === '' || isInProject(text)) return false;
  if (tool === 'external_directory' && !withoutTilde(text).startsWith('/')) return false;
  return isSubject(tool, text) || (isPathTool(tool) && homePrefix(text) !== '');
}
