import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quote, whyNotBelowRoot, type Target } from '@canonry/core';

/** Where canonry.toml says that a target comes from. */
export interface TargetOrigin {
  readonly name: string;
  /** A package, or a module below the source root that begins with `./`. */
  readonly specifier: string;
  /** The source root: packages are looked for from here. */
  readonly root: string;
}

/** Loads a target that is none of ours, or says why it cannot be used. Its code runs as that of any program in the project. */
export async function loadTarget(origin: TargetOrigin): Promise<Target | { readonly reason: string }> {
  try {
    const exported: object = await import(pathToFileURL(placeOf(origin)).href);
    const named = Object.values(exported).filter((value): value is { readonly name: string } =>
      hasName(value, origin.name),
    );
    const target = named.find(isTarget);
    if (target !== undefined) return target;
    if (named.length === 0) return { reason: 'it exports no target of that name' };
    return {
      reason: `what it exports under that name lacks ${missingIn(named[0] ?? {})
        .map((key) => quote(key))
        .join(', ')}`,
    };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** `@scope/name` or `name`, perhaps with a path in the package. */
const PACKAGE = /^(?:@[\w.-]+\/)?\w[\w.-]*(?:\/[\w./-]+)?$/;

function placeOf({ specifier, root }: TargetOrigin): string {
  if (PACKAGE.test(specifier)) return createRequire(join(root, 'canonry.toml')).resolve(specifier);
  const path = specifier.startsWith('./') ? specifier.slice(2) : specifier;
  const reason = path === specifier ? 'it is neither a package nor a path that begins with ./' : whyNotBelowRoot(path);
  if (reason !== undefined) throw new Error(reason);
  return join(root, path);
}

function hasName(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && 'name' in value && value.name === name;
}

/** What a target cannot do without, and how `typeof` calls it. */
const SHAPE: ReadonlyMap<string, 'string' | 'boolean' | 'object' | 'function'> = new Map([
  ['name', 'string'],
  ['program', 'string'],
  ['needsGit', 'boolean'],
  ['enforcement', 'string'],
  ['owns', 'object'],
  ['reads', 'object'],
  ['unseen', 'object'],
  ['owned', 'object'],
  ['options', 'object'],
  ['render', 'function'],
  ['decide', 'function'],
]);

function missingIn(value: object): readonly string[] {
  const entries = new Map<string, unknown>(Object.entries(value));
  return [...SHAPE]
    .filter(
      ([key, type]) => typeof entries.get(key) !== type || (type === 'object' && !Array.isArray(entries.get(key))),
    )
    .map(([key]) => key);
}

function isTarget(value: object): value is Target {
  return missingIn(value).length === 0;
}

/** The first line of what somebody else's code says about its failure. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? '';
}
