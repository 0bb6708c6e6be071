import type { Finding } from '../diagnostic.js';
import { quote } from '../text/quote.js';
import { decidePolicy } from './decide-policy.js';
import { ruleFinding, showRule, type Linted } from './rule-finding.js';

/** Commands that run whatever they are given, one way to call each. */
const OPENERS = [
  'bash -c x',
  'sh -c x',
  'zsh -c x',
  'dash -c x',
  'env x',
  'xargs x',
  'sudo x',
  'doas x',
  'su -c x',
  'eval x',
  'exec x',
  'command x',
  'source x',
  '. x',
  'builtin x',
  'trap x 0',
  'alias x=x',
  'hash -p x x',
  'enable -f x x',
  'jobs -x x',
  'mapfile -C x x',
  'readarray -C x x',
  'compgen -C x',
  'export PATH=x',
  'declare PATH=x',
  'nohup x',
  'nice x',
  'timeout 1 x',
  'time x',
  'watch x',
  'parallel x',
  'ssh x x',
  'npx x',
  'awk x',
  'find . -exec x',
  'python -c x',
  'python3 -c x',
  'node -e x',
  'perl -e x',
  'ruby -e x',
  // Bash evaluates the subscripts of names that these are given, in spite of quotes.
  'let a[$(x)]',
  'read a[$(x)]',
  'unset a[$(x)]',
  'printf -v a[$(x)] x',
  'test -v a[$(x)]',
  '[ -v a[$(x)] ]',
  'typeset a[$(x)]=',
  'local a[$(x)]=',
  'readonly -a a=([$(x)]=)',
  'wait -p a[$(x)]',
] as const;

/** Rules that allow such a command; and an intent that does, if other rules hold something back that could be walked around. */
export function lintOpenedShell(linted: Linted): readonly Finding[] {
  const { policy } = linted;
  if (policy.tool !== 'bash') return [];
  const holdsBack = policy.rules.some(({ action }) => action !== 'allow');
  const witnesses = new Map<number | undefined, string>();
  for (const witness of OPENERS) {
    const { action, rule } = decidePolicy(policy, witness);
    if (action !== 'allow' || witnesses.has(rule) || (rule === undefined && !holdsBack)) continue;
    witnesses.set(rule, witness);
  }
  return [...witnesses].map(([index, witness]) => {
    const maker = index === undefined ? 'the intent' : `the rule ${showRule(policy.rules[index])}`;
    return ruleFinding('opened-shell', linted, index, { maker, witness: quote(witness) }, witness);
  });
}
