import type { Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { ruleFinding, showRule, type Linted } from './rule-finding.js';

/** Rules about an address in a spelling in which nobody fetches it: they are about that very text only. */
export function lintAddresses(linted: Linted): readonly Finding[] {
  if (linted.policy.tool !== 'webfetch') return [];
  return linted.policy.rules.flatMap((rule, index) => {
    const better = asFetched(rule.pattern);
    if (better === rule.pattern) return [];
    return [ruleFinding('address-spelling', linted, index, { rule: showRule(rule), better: quote(better) })];
  });
}

/** Scheme and host in small letters, without user, standard port and final dot. */
function asFetched(pattern: string): string {
  return pattern.replace(/^(https?):\/\/([^/]*)/i, (_, scheme: string, authority: string) => {
    const small = scheme.toLowerCase();
    const host = authority
      .replace(/^[^@*?]*@/, '')
      .toLowerCase()
      .replace(small === 'https' ? /:443$/ : /:80$/, '')
      .replace(/\.$/, '');
    return `${small}://${host}`;
  });
}
