import type { AgentFile } from './agent-file.js';
import type { Place } from './place.js';

/** The tools that are offered to an agent, in Pi's words. */
export interface Offered {
  readonly names: ReadonlySet<string>;
  /** Only what is listed: tools of MCP servers and of extensions too. */
  readonly isClosed: boolean;
}

const DEFAULT: readonly string[] = ['read', 'bash', 'edit', 'write'];

/** Those of the settings for the agent that Pi starts as, those of its file for one that a package starts. */
export function offeredTools(place: Place, file: AgentFile | undefined): Offered {
  if (file?.tools !== undefined) return { names: new Set(file.tools), isClosed: true };
  const personal = listIn(place.personalTextAt('settings.json'));
  const own = listIn(place.textAt('settings.json'));
  const inherited = selectFrom(personal, DEFAULT);
  // A list of a project that is empty does not take the place of a person's own.
  const isOver = own?.length === 0 && personal !== undefined;
  return { names: new Set(isOver ? inherited : selectFrom(own, inherited)), isClosed: false };
}

/** A list as Pi reads it: plain names replace what there was, `+x` and `-x` change it. */
function selectFrom(list: readonly string[] | undefined, inherited: readonly string[]): readonly string[] {
  if (list === undefined) return inherited;
  const [plain, changes] = [false, true].map((isChange) => list.filter((entry) => /^[+-]/.test(entry) === isChange));
  const isChanged = plain?.length === 0 && changes !== undefined && changes.length > 0;
  const names = new Set(isChanged ? inherited : plain);
  for (const change of changes ?? [])
    if (change.startsWith('+')) names.add(change.slice(1));
    else names.delete(change.slice(1));
  return [...names];
}

/** `defaultTools`, if the settings have any. What is no list is an empty one; a file that cannot be read has none. */
function listIn(settings: string | undefined): readonly string[] | undefined {
  const value = defaultTools(settings);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

function defaultTools(settings: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(settings ?? '{}');
    return typeof value === 'object' && value !== null && 'defaultTools' in value ? value.defaultTools : undefined;
  } catch {
    return undefined;
  }
}
