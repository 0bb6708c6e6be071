import { findingOf, type Finding } from './diagnostic.js';
import { whyNotBelowRoot } from './portable-path.js';
import { quote } from './text/quote.js';

export type ReferenceKind = 'skills' | 'rules' | 'context';
export const REFERENCE_KINDS = ['skills', 'rules', 'context'] as const satisfies readonly ReferenceKind[];

/** An entry of `skills`, `rules` or `context` in an agent.toml: what it names, and where it stands. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  /** The path it stands for, below the source root. */
  readonly path: string;
  readonly file: string;
  readonly index: number;
  readonly agent: string;
}

const ADVICE: Readonly<Record<ReferenceKind, string>> = {
  skills: 'write the name of a directory in skills/, such as "handover"',
  rules: 'write the path of a file below rules/ without .md, such as "languages/nix"',
  context: 'write the name of a file in context/ without .md, such as "workspace"',
};

/** Reads one entry. Only plain names below the kind's own directory are references. */
export function parseReference(entry: Omit<Reference, 'path'>): Reference | Finding {
  const { kind, name } = entry;
  const reason = whyNotAReference(kind, name);
  if (reason === undefined) return { ...entry, path: pathOf(kind, name) };
  const guess = referenceLike(kind, name);
  return findingOf(
    'invalid-reference',
    { file: entry.file, agent: entry.agent, place: { kind: 'value', path: [kind, entry.index] } },
    { value: quote(name), reason },
    guess === undefined ? ADVICE[kind] : `did you mean ${quote(guess)}?`,
  );
}

function whyNotAReference(kind: ReferenceKind, name: string): string | undefined {
  const reason = whyNotBelowRoot(name);
  if (reason !== undefined) return reason;
  const parts = name.split('/');
  if (parts[0] === kind && parts.length > 1) return `it repeats the directory ${kind}/`;
  if (kind === 'skills' && name.endsWith('/SKILL.md')) return 'it names the file, not the skill';
  if (kind !== 'skills' && name.endsWith('.md')) return 'it has the ending .md';
  if (kind !== 'rules' && parts.length > 1) return `${kind}/ has no directories below it`;
  return undefined;
}

/** The reference that a path most likely means. */
function referenceLike(kind: ReferenceKind, name: string): string | undefined {
  const path = name.replaceAll('\\', '/').replaceAll(/\/+/g, '/').replace(/^\.\//, '').replace(/\/$/, '');
  const below = path.startsWith(`${kind}/`) ? path.slice(kind.length + 1) : path;
  const guess = below.replace(kind === 'skills' ? /(?:^|\/)SKILL\.md$/ : /\.md$/, '');
  return guess !== name && whyNotAReference(kind, guess) === undefined ? guess : undefined;
}

function pathOf(kind: ReferenceKind, name: string): string {
  return kind === 'skills' ? `skills/${name}/SKILL.md` : `${kind}/${name}.md`;
}
