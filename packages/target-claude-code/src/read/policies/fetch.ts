import type { Finding, Rule } from '@canonry/core';
import {
  isCovered,
  isOffered,
  partialRules,
  sayStricter,
  unasked,
  withoutEarlierTwins,
  type Reading,
  type Told,
} from '../reading.js';
import type { HarnessRule } from '../harness-settings.js';

/** Pages of the web, which Claude Code knows by their host alone. */
export function tellFetch(reading: Reading): Told {
  const tool = 'webfetch';
  const findings: Finding[] = [];
  if (!isOffered(reading, 'WebFetch')) return { policy: { tool, intent: 'deny', rules: [] }, findings };
  const question = unasked(reading);
  const isAsked = isCovered(reading, 'ask', 'WebFetch');
  const isOpen = !isAsked && isCovered(reading, 'allow', 'WebFetch');
  const allowed =
    isAsked || isOpen ? [] : partialRules(reading, 'allow', 'WebFetch').flatMap((rule) => sayAllowed(rule, findings));
  const asked = isAsked ? [] : partialRules(reading, 'ask', 'WebFetch');
  const denied = partialRules(reading, 'deny', 'WebFetch');
  const forbidden: readonly Rule[] = [
    ...asked.flatMap((rule) => hostPatterns(rule).map((pattern) => ({ pattern, action: question }))),
    ...denied.flatMap((rule) => hostPatterns(rule).map((pattern) => ({ pattern, action: 'deny' as const }))),
  ];
  return {
    policy: { tool, intent: isOpen ? 'allow' : question, rules: withoutEarlierTwins([...allowed, ...forbidden]) },
    findings,
  };
}

type FetchRule = HarnessRule & { readonly content: string };

/** Any port counts there; here a port, a name or anything else before the first `/` could lead to another host. */
function sayAllowed(rule: FetchRule, findings: Finding[]): readonly Rule[] {
  const host = hostOf(rule);
  if (host === '*') return [{ pattern: '*', action: 'allow' }];
  if (/[*?]/.test(host)) {
    findings.push(
      sayStricter(rule, 'webfetch', 'a * in a pattern for addresses may reach behind the host', 'left out'),
    );
    return [];
  }
  const pages = ['https', 'http'].flatMap((scheme) => [`${scheme}://${host}`, `${scheme}://${host}/*`]);
  return pages.map((pattern) => ({ pattern, action: 'allow' }));
}

/** Every address that leads there, and some that only look like it. */
function hostPatterns(rule: FetchRule): readonly string[] {
  const host = hostOf(rule);
  if (host === '*') return ['*'];
  return host.startsWith('*.') ? [`*${host.slice(1)}*`] : [`*://${host}*`, `*@${host}*`];
}

function hostOf({ content }: FetchRule): string {
  return content.slice('domain:'.length).toLowerCase();
}
