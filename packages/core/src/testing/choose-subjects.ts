import { ACTIONS, type Action, type Policy } from '../agent.js';
import { comparePolicies, isSubject } from '../policy/compare-policies.js';
import { pathSubject } from '../policy/path-subject.js';
import { homePrefix, isPathTool } from '../policy/pattern.js';

/**
 * Subjects on which a reading of a policy can go wrong: one in each region that a rule or the intent decides, one for each
 * decision that a rule takes the place of, and their neighbours, which lie on both sides of the borders between them.
 */
export function chooseSubjects(policy: Policy): readonly string[] {
  const witnesses = regionSubjects(policy);
  const others = [...witnesses.flatMap(neighbours), ...policy.rules.flatMap(({ pattern }) => spellings(pattern))];
  return onlySubjects(policy, [...witnesses, ...others]);
}

/** The least of them: regions and borders without neighbours. */
export function regionSubjects(policy: Policy): readonly string[] {
  const places = [...policy.rules.keys(), INTENT];
  return onlySubjects(
    policy,
    places.flatMap((place) => [...inRegion(policy, place), ...atBorders(policy, place)]),
  );
}

function onlySubjects({ tool }: Policy, texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter(
    (text) => isSubject(tool, text) || (isPathTool(tool) && homePrefix(text) !== '' && pathSubject(text) === text),
  );
}

const INTENT = -1;

/** A subject that this rule decides, found by changing what it says. */
function inRegion(policy: Policy, place: number): readonly string[] {
  const other = ACTIONS.find((action) => action !== actionAt(policy, place));
  return other === undefined ? [] : witnessesOf(policy, withAction(policy, place, other));
}

/** Subjects that would be decided otherwise without this rule: one for each decision that it overrides. */
function atBorders(policy: Policy, place: number): readonly string[] {
  if (place === INTENT) return [];
  return witnessesOf(policy, { ...policy, rules: policy.rules.toSpliced(place, 1) });
}

function witnessesOf(old: Policy, now: Policy): readonly string[] {
  return comparePolicies(old.tool, old, now).flatMap(({ witness }) => (witness === null ? [] : [witness]));
}

function actionAt({ intent, rules }: Policy, place: number): Action {
  return rules[place]?.action ?? intent;
}

function withAction(policy: Policy, place: number, action: Action): Policy {
  if (place === INTENT) return { ...policy, intent: action };
  return { ...policy, rules: policy.rules.map((rule, index) => (index === place ? { ...rule, action } : rule)) };
}

/** A pattern as a text: what a reader who takes it for one, or for another kind of pattern, would match. */
function spellings(pattern: string): readonly string[] {
  return ['', 'x', 'a/b', 'a b'].map((text) => pattern.replaceAll('*', text).replaceAll('?', 'y').trim());
}

/** The texts one step away. */
function neighbours(subject: string): readonly string[] {
  return [subject.slice(0, -1), subject.slice(1), `${subject}x`, `${subject} x`, `${subject}/x`, `x${subject}`].map(
    (text) => text.trim(),
  );
}
