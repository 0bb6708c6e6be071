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

const EXAMPLE: Readonly<Record<ReferenceKind, string>> = {
  skills: '"handover"',
  rules: '"languages/nix"',
  context: '"workspace"',
};

/** Reads one entry. Only plain names below the kind's own directory are references. */
export function parseReference(entry: Omit<Reference, 'path'>): Reference | Finding {
  const reason = whyNotAReference(entry.kind, entry.name);
  if (reason === undefined) return { ...entry, path: pathOf(entry.kind, entry.name) };
  return findingOf(
    'invalid-reference',
    { file: entry.file, agent: entry.agent, place: { kind: 'value', path: [entry.kind, entry.index] } },
    { value: quote(entry.name), reason, directory: entry.kind, example: EXAMPLE[entry.kind] },
  );
}

function whyNotAReference(kind: ReferenceKind, name: string): string | undefined {
  const reason = whyNotBelowRoot(name);
  if (reason !== undefined) return reason;
  const parts = name.split('/');
  if (parts[0] === kind && parts.length > 1) return `it repeats the directory ${kind}/`;
  if (kind !== 'rules' && parts.length > 1) return `${kind}/ has no directories below it`;
  if (kind !== 'skills' && name.endsWith('.md')) return 'it has the ending .md';
  return undefined;
}

function pathOf(kind: ReferenceKind, name: string): string {
  return kind === 'skills' ? `skills/${name}/SKILL.md` : `${kind}/${name}.md`;
}
