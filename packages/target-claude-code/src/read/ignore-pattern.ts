/** What a pattern of .gitignore matches, in the patterns of canonry, whose `*` also matches `/`. */
export interface SaidPattern {
  readonly pattern: string;
  /** What that matches and the one of .gitignore does not. */
  readonly except: readonly string[];
}

/** Together they match what the pattern matches, with what is in the directories that it matches. */
export function sayIgnorePattern(pattern: string): readonly SaidPattern[] {
  const body = pattern.replace(/\/$/, '');
  const segments = body.replace(/^\//, '').split('/');
  const spelled = spell(body.includes('/') ? segments : ['**', ...segments]);
  const whole = spelled.flatMap((one) => (/[*\0]$/.test(one) ? [one] : [one, `${one}/${ANY_DEPTH}`]));
  return whole.map((one) => ({ pattern: asPattern(one), except: exceptionsOf(one) }));
}

/** A class such as `[ab]` becomes any character, which no exception makes good. */
export function holdsClass(pattern: string): boolean {
  return /\[[^\]]*\]/.test(pattern);
}

/** Stands for a `*` that matches `/` in .gitignore too, or may match it without harm. */
const ANY_DEPTH = '\0';

function spell([first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  if (first === '**' && rest.length === 0) return [ANY_DEPTH];
  if (first === '**')
    // What begins with a star anywhere begins with any path.
    return spell(rest).flatMap((one) =>
      /^[*\0]/.test(one) ? [ANY_DEPTH + one.slice(1)] : [one, `${ANY_DEPTH}/${one}`],
    );
  const text = first.replaceAll(/\[[^\]]*\]/g, '?').replaceAll(/\*+/g, '*');
  // At the end it matches the name of a directory, and so all that is in it.
  if (rest.length === 0) return [text.replace(/\*$/, ANY_DEPTH)];
  return spell(rest).map((one) => `${text}/${one}`);
}

function exceptionsOf(spelled: string): readonly string[] {
  return [...spelled.matchAll(/[*?]/g)].map(({ 0: wildcard, index }) => {
    const across = wildcard === '*' ? '*/*' : '/';
    return asPattern(spelled.slice(0, index) + across + spelled.slice(index + 1));
  });
}

function asPattern(spelled: string): string {
  return spelled.replaceAll(ANY_DEPTH, '*').replaceAll(/\*{2,}/g, '*');
}
