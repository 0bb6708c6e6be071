import { isList, isRecord, isText, type PlainRecord } from './plain-value.js';

/** A command that is run before a tool is used. */
export interface Hook {
  /** Absent: for every tool. */
  readonly matcher?: string;
  /** A rule that has to match, too. */
  readonly condition?: string;
  readonly command: string;
  /** It is only started, and its answer is not waited for. */
  readonly isAsync: boolean;
}

/** When a hook can decide something: before a tool is used, and in the place of the person who would be asked. */
export const EVENTS = ['PreToolUse', 'PermissionRequest'] as const;

/** The hooks of a file that run then; undefined if they are such that the whole file is discarded. */
export function readHooks(hooks: unknown, event: (typeof EVENTS)[number] = 'PreToolUse'): readonly Hook[] | undefined {
  if (!isRecord(hooks)) return [];
  const groups = hooks[event];
  if (groups === undefined) return [];
  if (!isList(groups)) return undefined;
  const read = groups.map((group) => readGroup(group, event));
  return read.some((group) => group === undefined) ? undefined : read.flatMap((group) => group ?? []);
}

function readGroup(group: unknown, event: string): readonly Hook[] | undefined {
  if (!isRecord(group) || !isList(group['hooks'])) return undefined;
  const { matcher } = group;
  if (matcher !== undefined && !isText(matcher)) return undefined;
  const hooks = group['hooks'];
  if (!hooks.every(isHook)) return undefined;
  const ofTool = matcher === undefined ? {} : { matcher };
  return hooks.flatMap((hook) => {
    const { command, if: condition } = hook;
    // Other kinds (a prompt, a web address) answer at run time; nothing of theirs is in the files but that they may say yes.
    if (hook['type'] !== 'command' || !isText(command))
      return event === 'PreToolUse' ? [] : [{ ...ofTool, command: String(hook['type']), isAsync: false }];
    const isAsync = hook['async'] === true || (hook['shell'] !== undefined && hook['shell'] !== 'bash');
    return [
      {
        ...ofTool,
        ...(isText(condition) ? { condition } : {}),
        command,
        isAsync: isAsync || isList(hook['args']),
      },
    ];
  });
}

const KINDS = new Set<unknown>(['command', 'prompt', 'agent', 'http', 'mcp_tool']);

function isHook(hook: unknown): hook is PlainRecord {
  if (!isRecord(hook) || !KINDS.has(hook['type'])) return false;
  const { command, timeout, if: condition } = hook;
  if (hook['type'] === 'command' && !isText(command)) return false;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) return false;
  return condition === undefined || isText(condition);
}

/** Names alone are a list of names; with any other character the matcher is a regular expression for a part of the name. */
export function matchesTool(matcher: string | undefined, tool: string): boolean {
  if (matcher === undefined || matcher === '' || matcher === '*') return true;
  if (/^[\w\-|, ]+$/.test(matcher)) {
    const names = matcher.split(/[|,]/).map((name) => name.trim());
    return names.some((name) => name === tool || (name === 'Task' && tool === 'Agent'));
  }
  try {
    return new RegExp(matcher).test(tool);
  } catch {
    return false;
  }
}
