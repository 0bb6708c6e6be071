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
  const personal = selectFrom(place.personalTextAt('settings.json'), DEFAULT);
  return { names: new Set(selectFrom(place.textAt('settings.json'), personal)), isClosed: false };
}

/** `defaultTools` as Pi reads it: plain names replace, `+x` and `-x` change. A file that cannot be read does nothing. */
function selectFrom(settings: string | undefined, inherited: readonly string[]): readonly string[] {
  const list = defaultTools(settings);
  if (typeof list === 'string') return [];
  if (!Array.isArray(list) || list.length === 0) return inherited;
  const entries = list.filter((entry): entry is string => typeof entry === 'string');
  const [plain, changes] = [
    entries.filter((entry) => !/^[+-]/.test(entry)),
    entries.filter((entry) => /^[+-]/.test(entry)),
  ];
  const names = new Set(plain.length > 0 ? plain : inherited);
  for (const change of changes)
    if (change.startsWith('+')) names.add(change.slice(1));
    else names.delete(change.slice(1));
  return [...names];
}

function defaultTools(settings: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(settings ?? '{}');
    return typeof value === 'object' && value !== null && 'defaultTools' in value ? value.defaultTools : undefined;
  } catch {
    return undefined;
  }
}
