import { isReadable } from './bash-paths.js';
import { coversPath, type Place } from './path-rules.js';
import { pathBelow, resolvePath } from './paths.js';
import { isDoubtful, isProtected } from './protected-paths.js';
import { coversTool } from './rule.js';
import type { Settings } from './settings.js';
import type { Verdict } from './verdict.js';

/** What the settings say about reading a file with the tool for it. */
export function judgeRead(input: string, settings: Settings, place: Place): Verdict {
  const path = resolvePath(input, place.project, place.home);
  if (coversPath(settings.deny, 'Read', 'deny', path, place)) return readVerdict('denied');
  if (settings.ask.some((rule) => coversTool(rule, 'Read', 'ask'))) return readVerdict('asked');
  if (coversPath(settings.ask, 'Read', 'ask', path, place)) return readVerdict('asked');
  if (settings.allow.some((rule) => coversTool(rule, 'Read', 'allow') && rule.isWild !== true))
    return readVerdict('allowed');
  if (isDoubtful(path)) return readVerdict('open', 'owned-claude-code-protected-files');
  if (isReadable(path, settings, place)) return readVerdict('allowed', 'owned-claude-code-project-files');
  // Who may edit a file may read it.
  const mayEdit = coversPath(settings.allow, 'Edit', 'allow', path, place) && !isProtected(path);
  return readVerdict(mayEdit ? 'allowed' : 'open');
}

/** What the settings say about searching the project with Glob or Grep: the directory is read, what is found in it is filtered. */
export function judgeSearch(tool: string, settings: Settings, place: Place): Verdict {
  if (coversPath(settings.deny, 'Read', 'deny', place.project, place)) return readVerdict('denied');
  if (settings.ask.some((rule) => coversTool(rule, tool, 'ask'))) return readVerdict('asked');
  return readVerdict('allowed', 'owned-claude-code-project-files');
}

/** What the settings say about changing a file with Edit, Write or NotebookEdit. */
export function judgeEdit(tool: string, input: string, settings: Settings, place: Place): Verdict {
  const path = resolvePath(input, place.project, place.home);
  const isHidden = settings.deny.some((rule) => coversTool(rule, 'Read', 'deny'));
  if (isHidden || coversPath(settings.deny, 'Read', 'deny', path, place)) return editVerdict('denied');
  if (coversPath(settings.deny, 'Edit', 'deny', path, place)) return editVerdict('denied');
  if (settings.ask.some((rule) => coversTool(rule, tool, 'ask'))) return editVerdict('asked');
  if (coversPath(settings.ask, 'Edit', 'ask', path, place)) return editVerdict('asked');
  if (isProtected(path) || isDoubtful(path)) return editVerdict('kept', 'owned-claude-code-protected-files');
  if (settings.mode === 'plan') return editVerdict('open');
  const isInside = pathBelow(place.project, path) !== undefined;
  const covers = settings.allow.some((rule) => coversTool(rule, tool, 'allow') && (rule.isWild !== true || isInside));
  if (covers || coversPath(settings.allow, 'Edit', 'allow', path, place)) return editVerdict('allowed');
  return editVerdict(settings.mode === 'acceptEdits' && isInside ? 'allowed' : 'open');
}

function readVerdict(kind: Verdict['kind'], owned?: Verdict['owned']): Verdict {
  return { kind, reads: true, ...(owned === undefined ? {} : { owned }) };
}

function editVerdict(kind: Verdict['kind'], owned?: Verdict['owned']): Verdict {
  return { kind, reads: false, ...(owned === undefined ? {} : { owned }) };
}
