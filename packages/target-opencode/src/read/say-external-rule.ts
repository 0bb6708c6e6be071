import { holdMore, leaveOut, sayAsItIs, sayStricter, type RuleToSay, type Said } from './said.js';

/** `external_directory`. OpenCode compares with the directory of a file and `/*` behind it, canonry with the file itself. */
export function sayExternalRule(rule: RuleToSay): Said {
  const { pattern, action } = rule;
  if (/^\$HOME[^/]/.test(pattern))
    return sayStricter(rule, /^\$HOME/g, 'OpenCode puts the home directory there, canonry takes it as it is');
  if (pattern.startsWith('?')) return sayStricter(rule, /\?/g, 'no path begins like this in canonry');
  if (!/^(?:\/|~\/|\$HOME\/|\*)/.test(pattern)) return leaveOut(rule, 'no path outside the project begins like this');
  if (pattern.endsWith('?')) return sayStricter(rule, /\?$/g, 'OpenCode asks about directories, canonry about files');
  if (/ \*+$/.test(pattern)) return sayStricter(rule, / \*+$/g, 'OpenCode asks about directories, canonry about files');
  if (!pattern.endsWith('*')) return sayFile(rule);
  return sayAsItIs({ pattern: directoryPattern(pattern), action });
}

/** The files in all directories that a pattern with a star at its end matches, the directory written with its own star. */
function directoryPattern(pattern: string): string {
  const wildcards = /[*?]+$/.exec(pattern)?.[0] ?? '';
  const beginning = pattern.slice(0, pattern.length - wildcards.length);
  const least = wildcards.replaceAll('*', '').length;
  if (least === 0 && beginning === '') return pattern;
  // `/etc/?*` is about /etc too: its `?` matches the star of `/etc/*`.
  if (beginning.endsWith('/') && least <= 1) return least === 0 ? pattern : `${beginning}*`;
  // `/tmp/a*` is about directories: the file /tmp/a1 is in another one. Two of the `?` may match their slash and star.
  return `${beginning}*${'?'.repeat(Math.max(0, least - 2))}/*`;
}

function sayFile(rule: RuleToSay): Said {
  const reason = 'OpenCode asks about a directory and everything in it ("/etc/*"), never about one file';
  if (rule.action !== 'deny') return leaveOut(rule, reason);
  return holdMore(rule, sayAsItIs(rule).rules, reason, 'a denial that holds');
}
