import type * as z from 'zod';
import { findingOf, type Finding } from './diagnostic.js';
import { assign, type Syntax } from './schema-words.js';
import { quote } from './text/quote.js';
import { nameLike, whyNotAName } from './text-schema.js';

interface NamedFile {
  readonly file: string;
  readonly agent?: string;
  /** The name of the directory that the file is in. */
  readonly directory: string;
  /** What is a name here. */
  readonly schema: z.ZodType<string>;
  /** What `schema` wants, if that is not what agents are told. */
  readonly advice?: string;
  readonly syntax: Syntax;
}

/** The name that an agent or skill claims: a name, and the one of its directory. Of several complaints the one that mends all. */
export function checkName(claimed: string, named: NamedFile): readonly Finding[] {
  const { directory, schema } = named;
  const where = { ...named, place: { kind: 'value', path: ['name'] } } as const;
  const line = assign('name', quote(directory), named.syntax);
  const differing = { name: quote(claimed), directory: quote(directory), line };
  const isSoundDirectory = schema.safeParse(directory).success;
  const problem = schema.safeParse(claimed).error?.issues[0]?.message;
  if (problem === undefined) {
    if (claimed === directory) return [];
    const hint = isSoundDirectory ? undefined : `rename the directory to ${quote(claimed)}`;
    return [findingOf('name-differs-from-directory', where, differing, hint)];
  }
  const byDirectory = isSoundDirectory ? `write ${line}, as the directory is called` : undefined;
  if (problem === 'reserved-name') {
    const hint = byDirectory ?? 'choose another name, also for the directory';
    return [findingOf('reserved-name', where, { value: quote(claimed) }, hint)];
  }
  const guess = nameLike(claimed);
  const advice = guess === undefined ? named.advice : `did you mean ${quote(guess)}? The directory needs that name too`;
  const parameters = { value: quote(claimed), reason: whyNotAName(claimed) };
  return [findingOf('invalid-name', where, parameters, byDirectory ?? advice)];
}

/** Advice on the name of a document that has none. */
export function nameOfDirectory({ directory, schema }: Pick<NamedFile, 'directory' | 'schema'>): string | undefined {
  return schema.safeParse(directory).success ? directory : nameLike(directory);
}
