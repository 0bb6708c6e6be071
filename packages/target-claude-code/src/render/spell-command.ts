import type { SpelledRule } from './shared-rules.js';

/**
 * Rules that allow what a pattern matches, or none where Claude Code would read them otherwise: it compares them with the
 * text of a command as it is written, knows no `?`, takes a last `:*` for a blank and a star, and asks about lines that it
 * cannot divide, but not about one that is equal to a rule. So only plain words are said, behind a name that is one.
 */
export function allowingCommands(pattern: string): readonly SpelledRule[] {
  if (/^\*+$/.test(pattern)) return [WHOLE];
  const isPlain = /^[\w%+,\-./@]+(?: [\w%+,\-./:@=*]+)*$/.test(pattern) && !/\*\*|:\*(?: \*)?$/.test(pattern);
  return isPlain ? spelled(pattern) : [];
}

/** Rules that deny what a pattern matches; none if only all of Bash could be denied, which nobody would have then. */
export function denyingCommands(pattern: string): readonly SpelledRule[] {
  return holdingCommands(pattern).filter((rule) => rule !== WHOLE);
}

/** Rules that hold back all that a pattern matches, and a little more where it cannot be said. */
export function holdingCommands(pattern: string): readonly SpelledRule[] {
  const covering = pattern.replaceAll(/[?()\\\p{C}]|^ | $|\s{2,}/gu, '*').replaceAll(/\*+/g, '*');
  const rule = withoutColons(covering);
  return rule === '*' ? [WHOLE] : spelled(rule);
}

/** A last `:*` would stand for a blank and a star. */
function withoutColons(text: string): string {
  return text.replace(/[:*]*\*$/, '*');
}

/** A pattern about what Claude Code passes over before a command that is allowed: a program that runs another, or a variable. */
export function isPassedOver(pattern: string): boolean {
  return /^(?:nohup|time|timeout|nice|stdbuf|command|builtin|noglob|xargs)(?: |\*|$)|^\w+=/.test(pattern);
}

const WHOLE: SpelledRule = { text: 'Bash', meant: ['*'] };

/** With more than one star, the last one does not stand for nothing together with its blank. */
function spelled(pattern: string): readonly SpelledRule[] {
  if (!hasFirmTail(pattern)) return [ruleOf(pattern)];
  const bare = withoutColons(pattern.slice(0, -2));
  if (bare === '*') return [WHOLE];
  // Of `a * *` the blank behind `a` has to be there, too, which a second star says.
  return [ruleOf(bare.endsWith(' *') && !hasFirmTail(bare) ? `${bare}*` : bare), ruleOf(pattern)];
}

function ruleOf(text: string): SpelledRule {
  return { text: `Bash(${text})`, meant: [hasFirmTail(text) ? `${text}*` : text] };
}

/** True if Claude Code wants the last blank, although a star follows it. */
function hasFirmTail(text: string): boolean {
  return text.endsWith(' *') && text.indexOf('*') < text.length - 1;
}
