import {
  comparePolicies,
  decidePolicy,
  isStricter,
  strictest,
  type Action,
  type Difference,
  type Policy,
  type Rule,
  type Scope,
} from '@canonry/core';
import { isSafe, type Compiled } from './compiled.js';
import { fromWorkTree, insideWorkTree, isAbsolute, mayBeAboutAll, mayBeOutside } from './path-patterns.js';
import {
  addRule,
  atLeast,
  atLeastWhereNeeded,
  listOf,
  policyOfList,
  isUniversal,
  settle,
  type RuleList,
} from './rule-list.js';
import { rulesBehind } from './rules-behind.js';

/** Where the project is, as far as it matters to rules about its files. */
export interface FilePlace {
  readonly scope: Scope;
  readonly pathPrefix: string;
  /** The strictest decision about leaving the project: OpenCode does not ask about it inside the same work tree. */
  readonly leaving: Action | null;
}

/** OpenCode's subjects are texts to us: they begin with `..` outside of the work tree. */
const TEXT = 'glob';

/**
 * A policy about reading or editing. OpenCode asks about paths from the top of the Git work tree: `docs/a.md` inside,
 * `../../etc/hosts` outside. Of several ways to say the policy there, the first that is proved to open nothing is taken.
 */
export function compileFiles(policy: Policy, place: FilePlace): Compiled {
  const forms = formsOf(policy, place).map((list) => compiled(policy, settle(closeAncestors(list, policy)), place));
  return forms.find(isSafe) ?? compiled(policy, listOf(strictestOf(policy, place)), place);
}

function formsOf(policy: Policy, place: FilePlace): readonly RuleList[] {
  if (place.scope === 'user') return [inEveryProject(policy)];
  if (place.pathPrefix === '') return [inAndOutside(policy), inThenOutside(policy)];
  return isSayable(place.pathPrefix) ? [inPackage(policy, place)] : [];
}

/** The project is the work tree: one row of rules for inside and outside. */
function inAndOutside(policy: Policy): RuleList {
  return policy.rules.reduce(
    (list, rule) => closeOutside(isAbsolute(rule.pattern) ? list : addInside(list, rule), rule),
    listOf(policy.intent),
  );
}

/** The same with rules for outside apart, where a pattern for inside would match `..` too. */
function inThenOutside(policy: Policy): RuleList {
  const inside = policy.rules.filter(({ pattern }) => !isAbsolute(pattern));
  return [...inside.reduce<RuleList>(addInside, listOf(policy.intent)), ...outsideRules(policy)];
}

/**
 * The project is a package of the work tree. What lies beside it is neither below its path nor outside of the work tree, and
 * the only question there is this one: so everything is as strict as leaving the project, and then less so outside and inside.
 */
function inPackage(policy: Policy, { pathPrefix, leaving }: FilePlace): RuleList {
  const { intent, rules } = policy;
  const beside = rules.filter(({ pattern }) => (isAbsolute(pattern) ? mayBeAboutAll(pattern) : /^[*?]/.test(pattern)));
  const [endings, others] = [beside.filter(isEnding), beside.filter((rule) => !isEnding(rule))];
  const base = listOf(strictest([intent, leaving ?? 'allow', ...others.map(({ action }) => action)]));
  const inside = rules.filter(({ pattern }) => !isAbsolute(pattern) && pattern !== '.');
  return inside
    .map(({ pattern, action }) => ({ pattern: `${pathPrefix}/${pattern}`, action }))
    .reduce<RuleList>(
      (list, rule) => addRule(list, rule, TEXT),
      [
        ...[...endings, ...rules.flatMap(placesInside)].reduce(
          (list, { pattern, action }) => atLeast(list, [pattern], action, TEXT),
          base,
        ),
        ...outsideRules(policy),
        { pattern: pathPrefix, action: decidePolicy(policy, '.').action },
        { pattern: `${pathPrefix}/*`, action: intent },
      ],
    );
}

/** The agent is used in projects of which nothing is known, also in packages: no rule may open what lies beside one. */
function inEveryProject(policy: Policy): RuleList {
  return policy.rules.reduce((list, rule) => {
    const { pattern, action } = rule;
    if (isAbsolute(pattern)) return atLeastWhereNeeded(closeOutside(list, rule), insideWorkTree(pattern), action, TEXT);
    const rooted = isAboutRoot(rule) ? atLeast(list, [''], action, TEXT) : list;
    if (pattern.startsWith('*')) return closeOutside(addRule(rooted, rule, TEXT), rule);
    return atLeastWhereNeeded(closeOutside(rooted, rule), [pattern, `*/${pattern}`], action, TEXT);
  }, listOf(policy.intent));
}

/** The project itself is the empty path. */
function addInside(list: RuleList, rule: Rule): RuleList {
  const added = rule.pattern === '.' ? list : addRule(list, rule, TEXT);
  return isAboutRoot(rule) ? [...added, { pattern: '', action: rule.action }] : added;
}

function isAboutRoot(rule: Rule): boolean {
  if (isUniversal(rule.pattern)) return false;
  return decidePolicy({ tool: 'read', intent: 'allow', rules: [{ ...rule, action: 'deny' }] }, '.').rule === 0;
}

/** Rules that match nothing but paths outside of the work tree, and all of them. */
function outsideRules(policy: Policy): RuleList {
  const outside = policy.rules.reduce(closeOutside, listOf(policy.intent)).slice(1);
  return [
    ...['..', '../*'].map((pattern) => ({ pattern, action: policy.intent })),
    ...outside.flatMap(({ pattern, action }) => belowTwoDots(pattern).map((one) => ({ pattern: one, action }))),
  ];
}

/** `*../x` also matches below a directory `a..`; these do not. */
export function belowTwoDots(pattern: string): readonly string[] {
  const rest = pattern.replace(/^\*\.\./, '');
  return rest.startsWith('/') ? [`..${rest}`, `../*${rest}`] : [`..${rest}`];
}

function placesInside({ pattern, action }: Rule): readonly Rule[] {
  return insideWorkTree(pattern).map((part) => ({ pattern: part, action }));
}

/** What a rule opens outside is never said: no pattern means the same place from every work tree. */
function closeOutside(list: RuleList, { pattern, action }: Rule): RuleList {
  return mayBeOutside(pattern) ? atLeastWhereNeeded(list, fromWorkTree(pattern), action, TEXT, '..') : list;
}

/**
 * A directory that the project is in is `..` or `../..` here: not a letter of its name is left for a rule to match. So what
 * opens dots opens none of them, and what may hold back such a directory by its name holds back all of them.
 */
function closeAncestors(list: RuleList, { intent, rules }: Policy): RuleList {
  const byName = rules.filter(({ pattern }) => !isAbsolute(pattern) && mayBeOutside(pattern));
  const everywhere = rules.findLast(({ pattern }) => isUniversal(pattern))?.action ?? intent;
  const least = strictest([everywhere, ...byName.map(({ action }) => action)]);
  const policy = policyOfList(TEXT, list);
  const depth = Math.max(...list.map(({ pattern }) => pattern.length));
  const ancestors = Array.from({ length: depth + 1 }, (_, index) => `${'../'.repeat(index)}..`);
  const isOpen = ancestors.some((path) => isStricter(least, decidePolicy(policy, path).action));
  return isOpen ? atLeast(list, ['..', '*/..'], least, TEXT) : list;
}

/** `*.env`: whether it matches depends on the name of the file alone. */
function isEnding({ pattern }: Rule): boolean {
  return /^\*+[^/?*\\]*$/.test(pattern);
}

function isSayable(pathPrefix: string): boolean {
  return !/[*?\\]|^~|^\$HOME/.test(pathPrefix);
}

function strictestOf({ intent, rules }: Policy, { leaving }: FilePlace): Action {
  return strictest([intent, leaving ?? 'allow', ...rules.map(({ action }) => action)]);
}

/** Proved inside of the project, and outside from work trees of some depths. */
function compiled(policy: Policy, list: RuleList, { pathPrefix }: FilePlace): Compiled {
  const inside = compareInside(policy, rulesBehind(list, pathPrefix === '' ? '' : `${pathPrefix}/`));
  const [outside = [], ...others] = ['../..', '..', '../../..', '../../../..'].map((way) =>
    comparePolicies('external_directory', policy, policyOfList(policy.tool, rulesBehind(list, way))),
  );
  const unsafe = others.flat().filter((difference) => !isSafe({ list, differences: [difference] }));
  const all = [...outside, ...inside, ...unsafe];
  const first = all.filter((one, index) => index === all.findIndex((other) => isSamePair(one, other)));
  return { list, differences: first };
}

/** Both are made to say the same of everything outside. */
function compareInside(policy: Policy, list: RuleList): readonly Difference[] {
  const elsewhere: Rule = { pattern: '/*', action: 'deny' };
  const ours = { ...policy, rules: [...policy.rules, elsewhere] };
  return comparePolicies(policy.tool, ours, policyOfList(policy.tool, [...list, elsewhere]));
}

function isSamePair(a: Difference, b: Difference): boolean {
  return a.kind === b.kind && a.old === b.old && a.new === b.new;
}
