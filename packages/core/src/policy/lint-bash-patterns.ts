import type { Rule } from '../agent.js';
import type { Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { decidePolicy } from './decide-policy.js';
import { ruleFinding, sampleOf, showRule, type Linted } from './rule-finding.js';
import { isStricter } from './strictness.js';

/** Patterns of commands that probably do not mean what they say. */
export function lintBashPatterns(linted: Linted): readonly Finding[] {
  if (linted.policy.tool !== 'bash') return [];
  return linted.policy.rules.flatMap((rule, index) => [
    ...lintOperator(linted, rule, index),
    ...lintGluedStar(linted, rule, index),
    ...lintSpelling(linted, rule, index),
  ]);
}

/** As a word of its own, or between stars: `a && b`, `*|*`, `cd x; ls`. Inside a word it is quoted on purpose. */
const OPERATOR = /(?:^|[\s*])(&&|\|\||[|;&])(?=[\s*]|$)|\S(;)\s/;

function lintOperator(linted: Linted, rule: Rule, index: number): readonly Finding[] {
  const found = OPERATOR.exec(rule.pattern);
  const operator = found?.[1] ?? found?.[2];
  if (operator === undefined) return [];
  return [ruleFinding('operator-in-rule', linted, index, { rule: showRule(rule), operator: quote(operator) })];
}

function lintGluedStar(linted: Linted, rule: Rule, index: number): readonly Finding[] {
  if (!/^[^*]*[A-Za-z0-9]\*$/.test(rule.pattern)) return [];
  const witness = sampleOf(rule.pattern);
  if (decidePolicy(linted.policy, witness).rule !== index) return [];
  const better = quote(`${rule.pattern.slice(0, -1)} *`);
  return [ruleFinding('glued-star', linted, index, { rule: showRule(rule), witness: quote(witness), better }, witness)];
}

/** One finding for a rule, with the first other spelling that gets away. */
function lintSpelling(linted: Linted, rule: Rule, index: number): readonly Finding[] {
  if (rule.action === 'allow') return [];
  for (const witness of otherSpellings(rule.pattern)) {
    const { action } = decidePolicy(linted.policy, witness);
    if (!isStricter(rule.action, action)) continue;
    const parameters = { rule: showRule(rule), witness: quote(witness), decision: action };
    return [ruleFinding('missed-spelling', linted, index, parameters, witness)];
  }
  return [];
}

/** `rm -rf *` as `rm -fr x`, `rm -r -f x` and `rm x -rf x`: the flags of its first word with a dash, otherwise put. */
function otherSpellings(pattern: string): readonly string[] {
  const words = pattern.split(' ');
  const at = words.findIndex((word) => /^-{1,2}[A-Za-z]/.test(word));
  const flag = words[at];
  if (flag === undefined || at === 0 || words.slice(0, at).some((word) => word.includes('*'))) return [];
  const letters = /^-([A-Za-z]{2,3})\*?$/.exec(flag)?.[1];
  const bundles =
    letters === undefined
      ? []
      : [[`-${Array.from(letters).toReversed().join('')}`], Array.from(letters, (letter) => `-${letter}`)];
  const moved = ['x', flag.replaceAll('*', '')];
  return [...bundles, moved].map((flags) => sampleOf(words.toSpliced(at, 1, ...flags).join(' ')));
}
