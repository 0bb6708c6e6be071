// How deciding and comparing grow: each figure is the median of some runs in this process, after one to warm up.
import { combinePolicies, compareAgents, comparePolicies, decidePolicy, rewritePolicy } from '@canonry/core';

const RUNS = 5;

table('decide: one pattern of N wildcards, a subject of 100 KB', [1_000, 2_000, 5_000, 10_000], {
  '?*?*…': (count) => oneRule('?*'.repeat(count / 2), 'a'.repeat(100_000)),
  '*a*a…*b*': (count) => oneRule(`${'*a'.repeat(count)}*b*`, 'a'.repeat(100_000)),
  '*a?a?…b*': (count) => oneRule(`*${'a?'.repeat(count)}b*`, 'a'.repeat(100_000)),
});
table('decide: "*" and 5 000 wildcards, a subject of N characters', [25_000, 50_000, 100_000, 200_000], {
  '?*?*…': (size) => oneRule('?*'.repeat(2_500), 'a'.repeat(size)),
  '*a*a…*b*': (size) => oneRule(`${'*a'.repeat(5_000)}*b*`, 'a'.repeat(size)),
  '*a?a?…b*': (size) => oneRule(`*${'a?'.repeat(2_500)}b*`, 'a'.repeat(size)),
});
table('decide: N rules, a command of 30 characters', [100, 1_000, 10_000], {
  'prefix *': (count) =>
    ask(
      policyOf(count, (n) => `tool-${n} *`),
      'git push origin main --verbose',
    ),
  '*part*': (count) =>
    ask(
      policyOf(count, (n) => `*part${n}*`),
      'git push origin main --verbose',
    ),
});
table('compare: two policies of N rules', [20, 100, 1_000, 10_000], {
  'all different': (count) =>
    compare(
      policyOf(count, (n) => `old-${n} *`),
      policyOf(count, (n) => `new-${n} *`),
    ),
  'one action changed': (count) =>
    compare(
      policyOf(count, (n) => `tool-${n} *`),
      changed(policyOf(count, (n) => `tool-${n} *`)),
    ),
  'equal, another order': (count) =>
    compare(
      policyOf(count, (n) => `tool-${n} *`),
      reordered(policyOf(count, (n) => `tool-${n} *`)),
    ),
});
table('compare: patterns made to be slow, N wildcards', [10, 20, 100, 1_000], {
  '*a*a… and *b*b…': (count) => compare(single('*a'.repeat(count)), single('*b'.repeat(count))),
  '*a??…': (count) => compare(single(`*a${'?'.repeat(count)}`), single(`*b${'?'.repeat(count)}`)),
});
table('compare with itself, read again: N agents of 20 rules', [100, 1_000], {
  equal: (count) => {
    const agents = Array.from({ length: count }, (_, index) => agentOf(index));
    const again = structuredClone(agents);
    return () => agents.forEach((agent, index) => compareAgents(agent, again[index]));
  },
});
table('combine and rewrite: N rules', [10, 20, 40], {
  combine: (count) => {
    const policies = [policyOf(count, (n) => `tool-${n} *`), policyOf(count, (n) => `tool-${n * 2} x*`)];
    return () => combinePolicies('bash', policies);
  },
  'strictest-action': (count) => () =>
    rewritePolicy(
      policyOf(count, (n) => `tool-${n} *`),
      'strictest-action',
    ),
});

function table(title, sizes, cases) {
  console.log(`\n${title}`);
  console.log(`${''.padEnd(24)}${sizes.map((size) => String(size).padStart(12)).join('')}`);
  for (const [name, prepare] of Object.entries(cases))
    console.log(
      `${name.padEnd(24)}${sizes.map((size) => `${median(prepare(size)).toFixed(2)} ms`.padStart(12)).join('')}`,
    );
}

function median(run) {
  run();
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[RUNS >> 1];
}

function oneRule(pattern, subject) {
  return ask(single(pattern), subject);
}

function ask(policy, subject) {
  return () => decidePolicy(policy, subject);
}

function compare(old, now) {
  return () => comparePolicies('bash', old, now);
}

function single(pattern) {
  return { tool: 'bash', intent: 'allow', rules: [{ pattern, action: 'deny' }] };
}

function policyOf(count, patternOf) {
  const rules = Array.from({ length: count }, (_, n) => ({ pattern: patternOf(n), action: ['allow', 'deny'][n % 2] }));
  return { tool: 'bash', intent: 'ask', rules };
}

function changed(policy) {
  return {
    ...policy,
    rules: policy.rules.with(policy.rules.length >> 1, { ...policy.rules[policy.rules.length >> 1], action: 'ask' }),
  };
}

function reordered(policy) {
  return { ...policy, rules: policy.rules.toReversed() };
}

function agentOf(index) {
  const permissions = [policyOf(20, (n) => `tool-${index}-${n} *`), { tool: 'edit', intent: 'ask', rules: [] }];
  return { name: `agent-${index}`, permissions };
}
