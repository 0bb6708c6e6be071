import type { Scope } from '@canonry/core';

/** A path rule without its tool, and the patterns of ours that mean the same. */
export interface SpelledPath {
  readonly content: string;
  /** For files of the project. */
  readonly meant: readonly string[];
  /** For them, too, if the project is in the home. */
  readonly atHome: readonly string[];
  /** For all other files. */
  readonly outside: readonly string[];
  /** It matches nothing but what the pattern matches, or what `beyond` matches too. */
  readonly isExact: boolean;
  /** What lies below something that only a file can be: held back where the rule itself allows. */
  readonly beyond?: Omit<SpelledPath, 'isExact' | 'beyond'>;
}

/** Where the paths of a rule begin. */
interface PathRoot {
  readonly written: string;
  /** How a pattern of ours begins that is about this place, where it is not the project. */
  readonly outside?: string;
  /** A single name is looked for at any depth, as it cannot be anchored. */
  readonly floats?: true;
}

/** Rules of a project begin where its settings are, those of a person in whatever directory Claude Code works. */
function projectRoot(scope: Scope): PathRoot {
  return scope === 'project' ? { written: '/' } : { written: '', floats: true };
}

/** A pattern about files in the project; one about other places is none. */
export function spellInside(pattern: string, scope: Scope): SpelledPath | undefined {
  return isOutside(pattern) ? undefined : spell(pattern, projectRoot(scope));
}

/** A pattern about files outside of the project, or anywhere. */
export function spellOutside(pattern: string): SpelledPath | undefined {
  const home = /^(?:~|\$HOME)\//.exec(pattern)?.[0];
  if (home !== undefined) return spell(pattern.slice(home.length), { written: '~/', outside: '~/' });
  if (pattern.startsWith('/')) return spell(pattern.slice(1), { written: '//', outside: '/' });
  return /^[*?]/.test(pattern) ? spell(pattern.replace(/^\?/, '*'), { written: '//', outside: '' }) : undefined;
}

export function isOutside(pattern: string): boolean {
  return pattern.startsWith('/') || /^(?:~|\$HOME)\//.test(pattern);
}

/**
 * Rules match as .gitignore does: a star stays within one name, and what is below a match is matched too. So these shapes can
 * be said, and of any other pattern what it begins with.
 */
function spell(pattern: string, root: PathRoot): SpelledPath | undefined {
  const text = pattern.replaceAll(/\*+/g, '*');
  // There it would be a comment.
  if (root.written === '' && text.startsWith('#')) return undefined;
  if (text === '' || /(?:^|\/)\.{1,2}(?:\/|$)/.test(text)) return undefined;
  const covering = text.replaceAll(/[?[\]{}()\\!\p{C}]|\s$/gu, '*').replaceAll(/\*+/g, '*');
  const spelled = shapeOf(covering, root);
  if (spelled !== undefined) return { ...spelled, isExact: spelled.isExact && covering === text };
  // Said of everything it would be about the whole project, for all agents.
  const beginning = covering.replace(/\*.*$/s, '*');
  const wider = beginning === '*' ? undefined : shapeOf(beginning, root);
  return wider && { ...wider, isExact: false };
}

function shapeOf(text: string, root: PathRoot): SpelledPath | undefined {
  const isAnyDepth = text.startsWith('*');
  const about = (path: string, ...paths: readonly string[]): Omit<SpelledPath, 'isExact' | 'beyond'> => ({
    content: root.written + path,
    // What is meant at any depth of a place is meant in a project there, too; and all projects are below the root.
    meant: root.outside === undefined || (isAnyDepth && root.written === '//') ? paths : [],
    atHome: isAnyDepth && root.written === '~/' ? paths : [],
    outside: root.outside === undefined ? [] : paths.map((one) => root.outside + one),
  });
  if (text === '*') {
    const everything = { ...about('**', '*'), isExact: true };
    // The root itself is below nothing.
    return root.written === '//' ? { ...everything, outside: ['/?*'] } : everything;
  }
  const directory = text.slice(0, text.lastIndexOf('/') + 1);
  const isFloating = root.floats === true && directory === '';
  // docs/guide.md
  if (!text.includes('*')) {
    const meant = isFloating ? anywhere(text) : [text, `${text}/*`];
    return { ...about(text, ...meant), isExact: !isFloating, beyond: about(`${text}/*`, `${text}/*`) };
  }
  const isBeginning = text.indexOf('*') === text.length - 1;
  // docs/*, docs/a*
  if (isBeginning) {
    const meant = isFloating ? [text, `*/${text}`] : [text];
    return { ...about(text, ...meant), isExact: !isFloating };
  }
  const [before = '', middle = '', ...others] = text.split('*');
  if (before !== '' && !before.endsWith('/')) return undefined;
  const end = others.length === 0 ? middle : undefined;
  // *.md, docs/*.md
  if (end !== undefined && !end.includes('/'))
    return {
      ...about(`${before}**/*${end}`, `${before}*${end}`, `${before}*${end}/*`),
      isExact: true,
      beyond: about(`${before}**/*${end}/*`, `${before}*${end}/*`),
    };
  if (end === undefined && (others.length > 1 || others[0] !== '')) return undefined;
  // *secret*
  if (end === undefined && !middle.includes('/'))
    return { ...about(`${before}**/*${middle}*`, `${before}*${middle}*`), isExact: true };
  // */name, */name/*
  if (!middle.startsWith('/') || middle === '/') return undefined;
  const rest = middle.slice(1) + (end === undefined ? '*' : '');
  const found = [`${before}${rest}`, `${before}*/${rest}`];
  const meant = end === undefined ? found : found.flatMap((one) => [one, `${one}/*`]);
  return { ...about(`${before}**/${rest}`, ...meant), isExact: false };
}

/** A name at any depth. */
function anywhere(name: string): readonly string[] {
  return [name, `${name}/*`, `*/${name}`, `*/${name}/*`];
}
